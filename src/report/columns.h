// Text in columns for a terminal: padding, wrapping, bars and sparks. A character counts as one column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "post/share.h"

namespace polso {

[[nodiscard]] std::size_t columns_of(std::string_view text);

/// Padded with spaces on the right, and on the left; never cut.
[[nodiscard]] std::string left(std::string_view text, std::size_t width);
[[nodiscard]] std::string right(std::string_view text, std::size_t width);

/// Lines of at most `width` columns, broken at spaces; a longer word has a line of its own.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// `width` columns: full up to the interval's low end, dense up to the value, light up to the high end.
[[nodiscard]] std::string bar(const Estimate& estimate, std::size_t width);

/// One block whose height is the share of negatives; a dot when there were too few posts.
[[nodiscard]] std::string_view spark(const Share& share);

}  // namespace polso
