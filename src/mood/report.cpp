// Steps: their names, widths and beginnings.
#include "mood/report.h"

#include <array>
#include <cstddef>

namespace polso {
namespace {

constexpr std::array<std::string_view, 3> kNames{"hour", "day", "week"};
constexpr std::array<Millis, 3> kWidths{kHour, kDay, 7 * kDay};
constexpr Millis kFirstMonday = 4 * kDay;  // 1970-01-05

}  // namespace

std::optional<Step> parse_step(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (text == kNames[i]) return static_cast<Step>(i);
  }
  return std::nullopt;
}

std::string_view name(Step step) { return kNames[static_cast<std::size_t>(step)]; }

Millis width(Step step) { return kWidths[static_cast<std::size_t>(step)]; }

Millis floor_step(Millis time, Step step) {
  const Millis origin = step == Step::kByWeek ? kFirstMonday : 0;
  return floor_time(time - origin, width(step)) + origin;
}

}  // namespace polso
