// Baseline: what is usual for a brand, learnt from its History.
#pragma once

#include <array>
#include <vector>

#include "reputation/detect/history.h"
#include "reputation/detect/season.h"
#include "reputation/detect/wobble.h"

namespace polso::detect {

/// Of one Series, around the means of the strata.
struct Level {
  std::array<double, kStrata> mean{};
  std::array<double, 24> by_hour{};  // what the hour of the day adds
  double variance = 0;               // of one post
  double skewness = 0;               // of one post: high where few are negative, so that a handful of these is no storm
  Wobble wobble;
  double mean_error = 0;  // standard error of the means together
  double hour_error = 0;  // of one by_hour
};

struct Baseline {
  double hours = 0;                     // usual ones that it was learnt from
  double posts = 0;                     // originals among them
  std::array<double, kStrata> trust{};  // in [0, 1]: a stratum that was rarely seen says nothing yet
  std::array<Level, kSeries> mood;
  Season season;          // of originals
  Wobble volume;          // sway and burst of their number
  double rate_error = 0;  // standard error of the logarithm of the level
  double hour_error = 0;  // of one hour's factor
  double copies = 0;      // an hour

  /// Expected originals in [start, start + width).
  [[nodiscard]] double expected(Millis start, Millis width) const {
    return season.rate_at(start + width / 2) * static_cast<double>(width) / static_cast<double>(kHour);
  }
};

/// How far a Tick lies from what is usual: `weight` posts count, and their sum is `excess` above what is expected.
struct Residual {
  double weight = 0;
  double excess[kSeries]{};
};
[[nodiscard]] Residual residual_of(const Baseline& baseline, Millis start, const std::vector<Part>& parts);

/// From the usual hours that start before `until`. A stratum is trusted with posts / (posts + 100), and
/// less while there are posts of it in fewer than a week's hours: a new source or model is got to know first.
[[nodiscard]] Baseline fit_baseline(const History& history, Millis until);

}  // namespace polso::detect
