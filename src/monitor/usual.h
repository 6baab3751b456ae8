// Usual: what a figure has been in the windows before, as the measure of what it is now.
#pragma once

#include <cstdint>
#include <deque>
#include <span>

#include "base/random.h"

namespace polso::monitor {

/// In a living stream the words change a little every day, and a permutation test is right to say so every day. What
/// matters is whether this window is further off than windows use to be: a conformal p-value (Vovk, Gammerman and
/// Shafer 2005), the part of the last windows' figures that are at least as high, ties broken by lot; uniform as long
/// as the windows are exchangeable. With a `lag` the newest of them are not compared with yet, so that the first
/// windows of a drift do not become the measure of those that follow; then neighbours share their measure, and rare
/// alarms come two times as often as from p-values that know nothing of one another (watch/health/track). One thread.
class Usual {
 public:
  explicit Usual(std::uint64_t seed, std::size_t memory = 60, std::size_t fewest = 10, std::size_t lag = 0)
      : random_(seed), memory_(memory), fewest_(fewest), lag_(lag) {}

  /// The p-value of `now` among those before, then remembers it. NaN while there are too few: DriftAlarm skips that.
  double add(double now);

  [[nodiscard]] const std::deque<double>& values() const { return values_; }
  void restore(std::span<const double> values) { values_.assign(values.begin(), values.end()); }

 private:
  Random random_;
  std::size_t memory_, fewest_, lag_;
  std::deque<double> values_;  // the oldest first
};

}  // namespace polso::monitor
