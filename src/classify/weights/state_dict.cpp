// From the values of a pickle to tensors with names.
#include "classify/weights/state_dict.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "classify/weights/pickle.h"

namespace polso::pickle {
namespace {

constexpr std::size_t kLargestPickle = std::size_t{16} << 20;
constexpr std::size_t kMostDimensions = 64;  // as in PyTorch

/// The numbers of a tuple; nothing when one is below 0 or no number, or there are too many.
std::optional<std::vector<std::size_t>> sizes_of(const Values& values, const Value& tuple) {
  if (tuple.items.size() > kMostDimensions) return std::nullopt;
  std::vector<std::size_t> sizes;
  for (const Id id : tuple.items) {
    if (values[id].kind != Kind::kInt || values[id].number < 0) return std::nullopt;
    sizes.push_back(static_cast<std::size_t>(values[id].number));
  }
  return sizes;
}

Result<StridedTensor> tensor_of(const Values& values, std::string_view name, const Value& tensor) {
  const Value& storage = values[tensor.items[0]];
  auto shape = sizes_of(values, values[tensor.items[1]]);
  auto strides = sizes_of(values, values[tensor.items[2]]);
  if (!shape || !strides || shape->size() != strides->size() || tensor.number < 0) {
    return fail(Code::kCorrupt, fmt::format("the tensor '{}' has no sensible shape, strides and offset", name));
  }
  return StridedTensor{std::string(name),         tensor.element,
                       std::string(storage.text), static_cast<std::size_t>(tensor.number),
                       std::move(*shape),         std::move(*strides)};
}

}  // namespace

Result<std::vector<StridedTensor>> parse_state_dict(std::string_view pickle) {
  if (pickle.size() > kLargestPickle) {
    return fail(Code::kTooLarge,
                fmt::format("the pickle has {} bytes, more than the {} allowed", pickle.size(), kLargestPickle));
  }
  Machine machine(pickle);
  POLSO_ASSIGN(const Id id, machine.run());
  const Values& values = machine.values();
  std::vector<StridedTensor> tensors;
  const std::vector<Id> entries = values[id].kind == Kind::kDict ? values[id].items : std::vector<Id>{};
  for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
    const Value& key = values[entries[i]];
    const Value& value = values[entries[i + 1]];
    if (key.kind != Kind::kText || value.kind != Kind::kTensor) continue;
    POLSO_ASSIGN(StridedTensor tensor, tensor_of(values, key.text, value));
    tensors.push_back(std::move(tensor));
  }
  if (tensors.empty()) {
    return fail(
        Code::kUnsupported,
        "the file is not a dictionary of tensors; save model.state_dict(), not the model or the whole training");
  }
  return tensors;
}

}  // namespace polso::pickle
