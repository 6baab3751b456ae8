// Checkpoint: the named tensors of a Hugging Face model folder.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "classify/weights/tensor.h"

namespace polso {

/// Immutable; any thread. Tensors are valid as long as the Checkpoint lives, also when it is moved.
class Checkpoint {
 public:
  /// Reads the headers of model.safetensors, else of pytorch_model.bin, each also in shards with its .index.json;
  /// kNotFound names what was looked for. Anybody may have written the files: every offset, length and shape is
  /// checked, and nothing larger than the file supports is allocated. kUnsupported: a PyTorch file that asks for more
  /// than tensors (named, and not run) or is older than PyTorch 1.6.
  [[nodiscard]] static Result<Checkpoint> open(const std::filesystem::path& folder);

  /// The name of the file that open() began with: the weights, or the index of their shards.
  [[nodiscard]] const std::string& file() const { return file_; }

  /// Null when there is none of this name.
  [[nodiscard]] const Tensor* find(std::string_view name) const;

  /// Copies the tensor `name` as float32 to `out`, whose length is that of `shape`. kCorrupt names the tensor when it
  /// is missing or of another shape, kUnsupported when it holds no floating-point numbers.
  [[nodiscard]] Status read(std::string_view name, std::span<const std::size_t> shape, std::span<float> out) const;

  [[nodiscard]] const TensorMap& tensors() const { return tensors_; }

  /// What was read of the files leaves this process's memory until it is read again.
  void release_pages() const;

 private:
  using Parser = Result<TensorFile> (*)(std::span<const std::byte> file);

  [[nodiscard]] Result<TensorMap> read_file_of(const std::filesystem::path& path, Parser parse);
  [[nodiscard]] Status add_shards(const std::filesystem::path& folder, const std::filesystem::path& index,
                                  Parser parse);

  std::string file_;
  std::vector<MappedFile> files_;
  std::vector<std::vector<std::byte>> made_;  // what the files hold in another order
  TensorMap tensors_;
};

}  // namespace polso
