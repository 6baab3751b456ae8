// Checkpoint: the named tensors of a Hugging Face model folder.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace polso {

enum class DType : unsigned char { kF32, kF16, kBF16, kF64, kI64, kI32, kOther };

/// `bytes` are little-endian, row-major, without gaps, and lie in a file of the Checkpoint that answered the Tensor.
struct Tensor {
  DType type = DType::kF32;
  std::vector<std::size_t> shape;
  std::span<const std::byte> bytes;

  [[nodiscard]] std::size_t elements() const;
};

/// Immutable; any thread. Tensors are valid as long as the Checkpoint lives.
class Checkpoint {
 public:
  /// Reads the headers of model.safetensors, else of pytorch_model.bin, each also in shards with its .index.json;
  /// kNotFound names what was looked for. Anybody may have written the files: every offset, length and shape is
  /// checked, and nothing larger than the file supports is allocated.
  [[nodiscard]] static Result<Checkpoint> open(const std::filesystem::path& folder);

  /// Null when there is none of this name.
  [[nodiscard]] const Tensor* find(std::string_view name) const;

  /// Copies the tensor `name` as float32 to `out`, whose length is that of `shape`. kCorrupt names the tensor when it
  /// is missing or of another shape, kUnsupported when it holds no floating-point numbers.
  [[nodiscard]] Status read(std::string_view name, std::span<const std::size_t> shape, std::span<float> out) const;

  [[nodiscard]] const std::map<std::string, Tensor, std::less<>>& tensors() const { return tensors_; }

 private:
  std::vector<MappedFile> files_;
  std::map<std::string, Tensor, std::less<>> tensors_;
};

}  // namespace polso
