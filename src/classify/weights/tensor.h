// Tensor: numbers where they lie in a file, and what a file of them looks like once its header is read.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace polso {

enum class DType : unsigned char { kF32, kF16, kBF16, kF64, kI64, kI32, kOther };

/// `bytes` are little-endian, row-major, without gaps, at any alignment, and live as long as who answered the Tensor.
struct Tensor {
  DType type = DType::kF32;
  std::vector<std::size_t> shape;
  std::span<const std::byte> bytes;

  [[nodiscard]] std::size_t elements() const;  // 1 for an empty shape
};

using TensorMap = std::map<std::string, Tensor, std::less<>>;

/// The tensors of one file: views of its bytes, or of `made` where the file holds them in another order.
struct TensorFile {
  TensorMap tensors;
  std::vector<std::vector<std::byte>> made;
};

/// The product of a shape; nothing when it does not fit.
[[nodiscard]] std::optional<std::size_t> product_of(std::span<const std::size_t> shape);

/// "[768, 3072]", for messages.
[[nodiscard]] std::string text_of(std::span<const std::size_t> shape);

/// Widens floating-point numbers to float32, exactly (kF64: rounded to nearest). `bytes` hold out.size() numbers of
/// `type`, at any alignment. False for types that are not floating-point.
[[nodiscard]] bool to_float32(DType type, std::span<const std::byte> bytes, std::span<float> out);

}  // namespace polso
