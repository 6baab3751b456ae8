// The little HTML that everything here is written with.
#pragma once

#include <string>
#include <string_view>

namespace polso {

/// Text of strangers as element content or inside a quoted attribute; characters that HTML forbids become U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

/// A number for an SVG attribute: at most two decimals, never "-0" or an exponent.
[[nodiscard]] std::string number(double value);

/// A fraction as an SVG percentage, "62.5%".
[[nodiscard]] std::string svg_percent(double fraction);

}  // namespace polso
