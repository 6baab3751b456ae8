// What a pickle of tensors is made of: plain Python values, and the few things of PyTorch that it may ask for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "classify/weights/tensor.h"

namespace polso::pickle {

/// What one number of a tensor or storage is.
struct Element {
  DType type = DType::kOther;
  std::size_t size = 1;  // bytes
};

enum class Kind : unsigned char {
  kNone,
  kInt,
  kText,
  kTuple,
  kList,
  kDict,         // also collections.OrderedDict; items: key, value, key, value
  kOther,        // a value that weights do not need: a float, a truth value
  kOrderedDict,  // the class: a call makes an empty kDict
  kRebuildTensorV2,
  kRebuildTensorV3,
  kRebuildParameter,
  kStorageType,  // torch.FloatStorage and its like, with their element
  kElementType,  // torch.float32 and its like
  kStorage,      // text: its name in the archive; number: how many elements
  kTensor        // items: storage, size, stride; number: where it begins in the storage, in elements
};

/// The number of a Value in its Values: values refer to each other so, hence may be shared, or hold themselves.
using Id = std::uint32_t;

struct Value {
  Kind kind = Kind::kNone;
  Element element;
  std::int64_t number = 0;
  std::string_view text;  // views the pickle
  std::vector<Id> items;
};

using Values = std::vector<Value>;

[[nodiscard]] inline Value value_of(Kind kind, Element element = {}) {
  Value value;
  value.kind = kind;
  value.element = element;
  return value;
}

}  // namespace polso::pickle
