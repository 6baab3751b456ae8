// DriftAlarm: one p-value a window and figure in, "quiet", "warning" or "drift" out, with a promise of false alarms.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace polso::monitor {

enum class Alarm : std::uint8_t { kQuiet = 0, kWarning = 1, kDrift = 2 };
inline constexpr std::array<std::string_view, 3> kAlarmNames{"quiet", "warning", "drift"};

struct AlarmPromise {
  double drift = 1000;   // without drift, a "drift" of any figure comes once in so many windows on average; at least 2
  double warning = 100;  // the same for "warning" (or worse)
};

/// A cumulative sum for each figure (Page 1954): S = max(0, S - ln p - k). Without drift p is uniform, so -ln p is
/// exponential with mean 1; k is the best one against a mean of 3 (Lorden 1971). The thresholds are those whose mean
/// run length is what was promised times the number of figures, computed from the law of S, not tuned: figures that
/// hang together alarm more seldom than that, none more often. The promise needs each p-value to be uniform or larger
/// whatever was seen before. One thread.
class DriftAlarm {
 public:
  explicit DriftAlarm(std::size_t figures, const AlarmPromise& promise = {});

  /// A window's p-values, one a figure; NaN for a figure that the window could not tell, whose sum then stays.
  void add(std::span<const double> p_values);

  [[nodiscard]] Alarm of(std::size_t figure) const;
  [[nodiscard]] Alarm worst() const;

  /// After the model or the reference has changed.
  void reset();

  /// To keep over a restart; restore() ignores sums of another number of figures.
  [[nodiscard]] const std::vector<double>& sums() const { return sums_; }
  void restore(std::span<const double> sums);

 private:
  double warning_, drift_;  // thresholds
  std::vector<double> sums_;
};

/// The threshold that such a sum of uniform p-values first reaches after `run_length` windows on average.
[[nodiscard]] double cusum_threshold(double run_length);

}  // namespace polso::monitor
