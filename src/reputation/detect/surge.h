// Surge: how rare as many posts are for this brand, by its own last weeks.
#pragma once

#include <array>
#include <deque>

#include "base/clock.h"
#include "reputation/detect/return_period.h"

namespace polso::detect {

struct SurgeOptions {
  std::array<Millis, 3> spans{10 * kMinute, kHour, 6 * kHour};  // rising
  double least = 2;                                             // posts that say little, such as those of a quiet night
  TailOptions tail;
};

/// The posts of the last ten minutes, hour and six hours against those that were expected. Simulated quiet months know
/// nothing of the surges that real people make every week without a reason that anybody would want to hear of; the
/// brand's own weeks do. One thread.
class Surge {
 public:
  explicit Surge(const SurgeOptions& options);

  /// Logarithm of the days until a surge as high is to be expected, of the span for which it is rarest. Infinity while
  /// too little has been seen to tell. Of Ticks of always the same width.
  double log_days(double posts, double expected, Millis width);

 private:
  struct Seen {
    double posts = 0;
    double expected = 0;
  };

  SurgeOptions options_;
  std::array<ReturnPeriod, 3> levels_;
  std::deque<Seen> seen_;  // the newest first
};

}  // namespace polso::detect
