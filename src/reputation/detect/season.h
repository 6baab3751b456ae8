// Season: how many posts an hour of the week usually brings.
#pragma once

#include <array>
#include <cmath>
#include <span>

#include "base/clock.h"

namespace polso::detect {

/// Hours of UTC; Thursday is day 0, as 1970 began.
[[nodiscard]] constexpr std::size_t hour_of_day(Millis time) {
  return static_cast<std::size_t>(floor_time(time, kHour) / kHour - floor_time(time, kDay) / kHour);
}
[[nodiscard]] constexpr std::size_t day_of_week(Millis time) {
  return static_cast<std::size_t>((floor_time(time, kDay) / kDay % 7 + 7) % 7);
}

struct Season {
  double level = 0;  // posts an hour
  std::array<double, 24> hour{};
  std::array<double, 7> day{};
  double contrast = 0;  // standard deviation of the 24 factors

  /// In the hour of `time`.
  [[nodiscard]] double rate(Millis time) const { return level * hour[hour_of_day(time)] * day[day_of_week(time)]; }
  /// At `time`: rises and falls between the middles of the hours.
  [[nodiscard]] double rate_at(Millis time) const {
    const Millis into = time - floor_time(time, kHour);
    const Millis other = into < kHour / 2 ? time - kHour : time + kHour;
    const double far = std::abs(static_cast<double>(into) / static_cast<double>(kHour) - 0.5);
    return (1 - far) * rate(time) + far * rate(other);
  }
};

struct Counted {
  Millis start = 0;
  double posts = 0;
  bool usual = true;  // false: left out
};

/// Level, hours and days as factors, by alternating ratios; each factor shrunk towards 1 as if it had been seen for a
/// quarter of a day more; days only after two weeks. An hour counts for no more than three times what is expected of
/// it.
[[nodiscard]] Season fit_season(std::span<const Counted> hours);

}  // namespace polso::detect
