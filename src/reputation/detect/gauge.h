// Gauges: the sequential tests that a brand's Ticks are put to, each for one direction and size of change.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/clock.h"
#include "post/alert.h"
#include "reputation/detect/baseline.h"

namespace polso::detect {

/// Of the mood: `size` in shares, 0.10 is ten points. Of the volume: in standard deviations of a Tick (VolumeFilter).
struct GaugeKind {
  Channel channel = Channel::kNegatives;
  bool up = true;
  double size = 0;
  double weight = 1;  // of its false alarms among those of its group
};

/// A small size finds slow drifts and small brands' changes, a large one sudden storms within few posts.
inline constexpr std::array kMoodGauges{
    GaugeKind{Channel::kNegatives, true, 0.04, 2},  GaugeKind{Channel::kNegatives, true, 0.10, 2},
    GaugeKind{Channel::kNegatives, true, 0.25, 2},  GaugeKind{Channel::kNegatives, false, 0.04, 1},
    GaugeKind{Channel::kNegatives, false, 0.10, 1}, GaugeKind{Channel::kNegatives, false, 0.25, 1},
    GaugeKind{Channel::kNetMood, true, 0.06, 1},    GaugeKind{Channel::kNetMood, true, 0.15, 1},
    GaugeKind{Channel::kNetMood, true, 0.40, 1},    GaugeKind{Channel::kNetMood, false, 0.06, 1},
    GaugeKind{Channel::kNetMood, false, 0.15, 1},   GaugeKind{Channel::kNetMood, false, 0.40, 1},
};
inline constexpr std::array kVolumeGauges{
    GaugeKind{Channel::kVolume, true, 1.0, 1},  GaugeKind{Channel::kVolume, true, 2.5, 1},
    GaugeKind{Channel::kVolume, true, 5.0, 1},  GaugeKind{Channel::kVolume, false, 1.0, 1},
    GaugeKind{Channel::kVolume, false, 2.5, 1},
};

using MoodGauges = std::array<double, kMoodGauges.size()>;
using VolumeGauges = std::array<double, kVolumeGauges.size()>;

/// How much the mean score of a Series moves when a share moves from 0 to 1: less than 1, since the model errs.
using Slopes = std::array<double, kSeries>;

[[nodiscard]] constexpr std::size_t series_of(Channel channel) { return channel == Channel::kNetMood ? 1 : 0; }

/// Evidence for a change, a log-likelihood ratio, as it depends on what was seen: gain * seen - toll * weight.
struct Evidence {
  double gain = 0;
  double toll = 0;

  [[nodiscard]] double of(double seen, double weight) const { return gain * seen - toll * weight; }
};

/// Of a shift of the mean by `shift`, for errors that are normal with `unit` a post. Seen: the excess; weight: posts.
[[nodiscard]] constexpr Evidence mood_evidence(double shift, double unit) {
  return {shift / unit, shift * shift / 2 / unit};
}
[[nodiscard]] inline Evidence mood_evidence(const GaugeKind& kind, const Slopes& slopes, const Level& level) {
  const double shift = (kind.up ? kind.size : -kind.size) * slopes[series_of(kind.channel)];
  return mood_evidence(shift, level.variance * level.wobble.burst);
}

/// Of a surprise (VolumeFilter) that is `size` larger than chance has it. Seen: the surprise; weight: 1.
[[nodiscard]] constexpr Evidence surprise_evidence(const GaugeKind& kind) {
  return {kind.up ? kind.size : -kind.size, kind.size * kind.size / 2};
}

/// Of a rate `factor` times as high, for negative binomial counts with the sway's variance. Seen: posts; weight: 1.
[[nodiscard]] Evidence rate_evidence(double factor, double expected, const Wobble& wobble);

/// Of steps whose mean square is `factor` times the usual one. Seen: the squared step; weight: 1.
[[nodiscard]] inline Evidence step_evidence(double factor, double usual) {
  return {(1 - 1 / factor) / 2 / usual, std::log(factor) / 2};
}

/// Page's cumulative sum: the evidence since the moment from which it speaks most for a change (Page 1954).
class Cusum {
 public:
  void add(double evidence, Millis start) {
    if (value_ <= 0) since_ = start;
    value_ = std::max(0.0, value_ + evidence);
  }
  void reset() { value_ = 0; }
  [[nodiscard]] double value() const { return value_; }
  /// The estimated start of the change, while value() > 0.
  [[nodiscard]] Millis since() const { return since_; }

 private:
  double value_ = 0;
  Millis since_ = 0;
};

}  // namespace polso::detect
