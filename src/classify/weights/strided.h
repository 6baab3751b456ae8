// Strided tensors in row-major order: views where they are so already, copies where not.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace polso {

/// A tensor inside a storage: strides and offset are counted in elements of `item` bytes.
struct StridedView {
  std::span<const std::byte> storage;
  std::size_t item = 1;
  std::size_t offset = 0;
  std::span<const std::size_t> shape;
  std::span<const std::size_t> strides;  // as many as the shape has
};

/// How many elements the view has when all lie in the storage; nothing otherwise, or when there are more than the
/// storage holds (an expanded tensor).
[[nodiscard]] std::optional<std::size_t> elements_within(const StridedView& view);

/// True when the elements lie side by side in row-major order.
[[nodiscard]] bool is_row_major(const StridedView& view);

/// Copies the elements in row-major order; elements_within() must have answered.
[[nodiscard]] std::vector<std::byte> row_major_copy(const StridedView& view);

}  // namespace polso
