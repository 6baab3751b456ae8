// A Histogram as a few bytes: its label counts and the cells that are not zero.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "post/bucket.h"

namespace polso {

/// Variable-length integers (LEB128): three label counts, then (cells skipped, count) for each cell that is not zero.
[[nodiscard]] std::string encode_histogram(const Histogram& histogram);

/// The inverse, over what `histogram` held; kCorrupt for bytes that encode_histogram cannot have written.
[[nodiscard]] Status decode_histogram(std::string_view bytes, Histogram& histogram);

}  // namespace polso
