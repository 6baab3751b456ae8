// Quiet: months of simulated streams in which nothing happens, and how high the gauges go in them.
#pragma once

#include <cstdint>
#include <vector>

#include "reputation/detect/gauge.h"

namespace polso::detect {

/// The daily rhythm is a wave of this standard deviation around 1, cut off near zero.
struct Rhythm {
  double level = 0;  // posts an hour
  double contrast = 0;

  [[nodiscard]] double rate(Millis time) const;
};

struct QuietMood {
  Rhythm rhythm;
  std::array<Level, kSeries> levels{};  // only their variances, skewnesses, wobbles and errors are looked at
  Slopes slopes{};
};

struct QuietVolume {
  Rhythm rhythm;
  Wobble wobble;
  double rate_error = 0;
  double hour_error = 0;
};

/// The highest value of each gauge in each of `months` stretches of 30 days, Ticks of `width`.
[[nodiscard]] std::vector<MoodGauges> highest_of(const QuietMood& quiet, Millis width, std::size_t months,
                                                 std::uint64_t seed);
[[nodiscard]] std::vector<VolumeGauges> highest_of(const QuietVolume& quiet, Millis width, std::size_t months,
                                                   std::uint64_t seed);

}  // namespace polso::detect
