// Numbers for SVG.
#include "report/html/markup.h"

#include <fmt/format.h>

#include <cmath>

namespace polso {

std::string number(double value) {
  const double rounded = std::round(value * 100) / 100;
  return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

std::string svg_percent(double fraction) { return number(fraction * 100) + "%"; }

}  // namespace polso
