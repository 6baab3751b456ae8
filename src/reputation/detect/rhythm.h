// Rhythm: whether posts come by fits and starts, as they hardly ever did in the brand's last weeks.
#pragma once

#include <deque>
#include <optional>

#include "base/clock.h"
#include "reputation/detect/return_period.h"

namespace polso::detect {

struct RhythmOptions {
  Millis span = 12 * kHour;
  Millis learn = 7 * kDay;  // before anything is called rare
  double size = 4;          // of the negative binomial whose variance is levelled: posts that sway by a half
  TailOptions tail;
};

/// A mean square that says nothing: steps by a third, as a brand of many posts has them when a surge comes or goes.
inline constexpr double kStill = 0.1;

/// From one Tick to the next.
struct Step {
  double square = 0;    // of its size, on a scale that is logarithmic where there are many posts
  double usual = 0;     // the mean of such squares, over weeks
  double log_days = 0;  // logarithm of the days until a span with steps as large is to be expected
};

/// The mean of squared steps over half a day, against the brand's own record. People come and go by degrees; programs
/// that post by the clock and campaigns that are called together do not, though in half a day they may add next to
/// nothing to the volume. Counts are levelled as in Anscombe 1948. One thread.
class Rhythm {
 public:
  explicit Rhythm(const RhythmOptions& options) : options_(options), record_(options.tail) {}

  /// Of a Tick's posts; nothing for the first one. Of Ticks of always the same width.
  std::optional<Step> add(double posts, Millis width);
  /// The next Tick does not go on from the last one.
  void interrupt();

  /// Mean square of a step.
  [[nodiscard]] double usual() const { return usual_; }

 private:
  [[nodiscard]] double log_days(Millis width);

  RhythmOptions options_;
  ReturnPeriod record_;
  std::optional<double> last_;
  std::deque<double> squares_;  // of the span
  double usual_ = 0;
  Millis learnt_ = 0;
};

}  // namespace polso::detect
