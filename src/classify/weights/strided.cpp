// Checks and copies of strided tensors.
#include "classify/weights/strided.h"

#include <cstring>

#include "classify/weights/tensor.h"

namespace polso {

std::optional<std::size_t> elements_within(const StridedView& view) {
  const std::size_t room = view.storage.size() / view.item;
  const auto elements = product_of(view.shape);
  if (!elements || *elements > room) return std::nullopt;
  if (*elements == 0) return 0;
  std::size_t last = view.offset;
  for (std::size_t i = 0; i < view.shape.size(); ++i) {
    std::size_t step = 0;
    if (__builtin_mul_overflow(view.shape[i] - 1, view.strides[i], &step) ||
        __builtin_add_overflow(last, step, &last)) {
      return std::nullopt;
    }
  }
  if (last >= room) return std::nullopt;
  return elements;
}

bool is_row_major(const StridedView& view) {
  std::size_t expected = 1;
  for (std::size_t i = view.shape.size(); i-- > 0;) {
    if (view.shape[i] == 0) return true;
    if (view.shape[i] != 1 && view.strides[i] != expected) return false;
    expected *= view.shape[i];
  }
  return true;
}

std::vector<std::byte> row_major_copy(const StridedView& view) {
  const std::size_t elements = product_of(view.shape).value_or(0);
  std::vector<std::byte> copy(elements * view.item);
  std::vector<std::size_t> at(view.shape.size(), 0);
  std::size_t source = view.offset;
  for (std::size_t done = 0; done < elements; ++done) {
    std::memcpy(copy.data() + done * view.item, view.storage.data() + source * view.item, view.item);
    for (std::size_t i = at.size(); i-- > 0;) {  // counts as an odometer does
      source += view.strides[i];
      if (++at[i] < view.shape[i]) break;
      source -= view.strides[i] * view.shape[i];
      at[i] = 0;
    }
  }
  return copy;
}

}  // namespace polso
