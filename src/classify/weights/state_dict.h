// A state dictionary as torch.save() pickles it: the names of tensors, and how each is cut out of a storage.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "classify/weights/pickle_value.h"

namespace polso::pickle {

/// Element [i, j, …] of the tensor is element offset + i * strides[0] + j * strides[1] + … of the storage.
struct StridedTensor {
  std::string name;
  Element element;
  std::string storage;     // its name in the archive, below data/
  std::size_t offset = 0;  // in elements, as are the strides
  std::vector<std::size_t> shape;
  std::vector<std::size_t> strides;  // as many as the shape has
};

/// Reads a data.pkl and runs nothing of it. Errors as Machine::run() has them; kUnsupported when it holds something
/// else than a dictionary of tensors. Values in it that are no tensors are left out.
[[nodiscard]] Result<std::vector<StridedTensor>> parse_state_dict(std::string_view pickle);

}  // namespace polso::pickle
