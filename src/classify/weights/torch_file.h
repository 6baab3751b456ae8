// PyTorch's files: a zip archive of storages and a pickle that cuts tensors out of them.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "classify/weights/tensor.h"

namespace polso {

/// The tensors of a state dictionary that torch.save() (PyTorch 1.6 or later) wrote, as views of `file`; those that
/// are not row-major are copied, at most as many bytes as the file has. Nothing of the pickle is run (see pickle.h).
/// kCorrupt, kUnsupported and kTooLarge say what is wrong.
[[nodiscard]] Result<TensorFile> parse_torch_file(std::span<const std::byte> file);

}  // namespace polso
