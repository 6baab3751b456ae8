// safetensors: a JSON header that says where in the file each tensor lies.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "classify/weights/tensor.h"

namespace polso {

/// The tensors of a safetensors file, as views of `file`. Format: 8 bytes with the header's length, the header
/// {"name": {"dtype", "shape", "data_offsets": [begin, end)}, "__metadata__": {…}}, then the data, which the tensors
/// fill without holes or overlaps. kCorrupt says what breaks this; kTooLarge for a header over 16 MiB.
[[nodiscard]] Result<TensorFile> parse_safetensors(std::span<const std::byte> file);

}  // namespace polso
