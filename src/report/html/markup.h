// The little HTML that everything here is written with.
#pragma once

#include <string>

#include "base/html.h"

namespace polso {

/// A number for an SVG attribute: at most two decimals, never "-0" or an exponent.
[[nodiscard]] std::string number(double value);

/// A fraction as an SVG percentage, "62.5%".
[[nodiscard]] std::string svg_percent(double fraction);

}  // namespace polso
