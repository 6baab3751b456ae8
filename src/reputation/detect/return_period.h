// ReturnPeriod: how rarely a value as high is seen, judged by the greatest values of the last weeks.
#pragma once

#include <deque>

#include "base/clock.h"

namespace polso::detect {

/// Every block leaves its greatest value; above the upper quartile of those remembered they are taken to fall off
/// exponentially, at a rate estimated from them and from a prior: peaks over a threshold with the shape 0 (Davison and
/// Smith 1990). On a logarithmic scale that is a power law, as the sizes of surges follow.
struct TailOptions {
  Millis block = 6 * kHour;
  Millis memory = 28 * kDay;
  double quantile = 0.75;
  double prior_scale = 0.2;  // as if it had been seen in so many blocks:
  double prior_blocks = 4;
};

/// One thread; some ten nanoseconds a value, and microseconds at the end of a block.
class ReturnPeriod {
 public:
  explicit ReturnPeriod(const TailOptions& options) : options_(options), scale_(options.prior_scale) {}

  /// Logarithm of the days that pass, on average, until the values before this one, of `width` each, lead to one as
  /// high; no more than the record says, where it has some. Infinity while there are less than two blocks. Then the
  /// value is learnt.
  double log_days(double value, Millis width);

 private:
  void learn(double value, Millis width);
  void fit();

  TailOptions options_;
  std::deque<double> greatest_;  // of the blocks
  double greatest_now_ = 0;      // of the one that has not ended
  Millis seen_ = 0;              // of it
  double usual_ = 0;
  double scale_;
};

}  // namespace polso::detect
