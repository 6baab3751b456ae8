// The sums, and the threshold from their renewal equation.
#include "monitor/alarm.h"

#include <algorithm>
#include <cmath>

namespace polso::monitor {
namespace {

constexpr double kAllowance = 1.648;  // 3 ln 3 / (3 - 1), to a whole number of steps
constexpr double kLeastP = 1e-9;
constexpr double kHighest = 2;  // times the threshold of drift: so that an alarm ends some windows after the drift has
constexpr double kStep = 0.0005;
constexpr double kLargestThreshold = 60;

}  // namespace

// With L(s) the mean windows until an alarm from S = s, and k the allowance:
//   L(s) = 1 + L(0) max(0, 1 - e^(s-k)) + e^(s-k) G(max(0, s-k)),   G(s) = integral from s to the threshold of L(u)
//   e^-u.
// G at s-k follows from L at lower s, so one walk upwards gives L = known + G(0) * slope for every threshold at once:
// the threshold is where G is 0, and L(0) = e^k + G(0) there.
double cusum_threshold(double run_length) {
  const auto lag = static_cast<std::size_t>(std::lround(kAllowance / kStep));
  std::vector<double> known{0};  // integrals from 0 of L(u) e^-u: its two parts
  std::vector<double> slope{0};
  double last_known = 0;
  double last_slope = 0;
  for (std::size_t i = 0; static_cast<double>(i) * kStep < kLargestThreshold; ++i) {
    const double s = static_cast<double>(i) * kStep;
    const double rise = std::exp(s - kAllowance);
    const double stay = std::max(0.0, 1 - rise);
    const std::size_t below = i > lag ? i - lag : 0;
    const double here_known = (1 + stay * std::exp(kAllowance) - rise * known[below]) * std::exp(-s);
    const double here_slope = (stay + rise * (1 - slope[below])) * std::exp(-s);
    if (i > 0) {
      known.push_back(known.back() + kStep * (last_known + here_known) / 2);
      slope.push_back(slope.back() + kStep * (last_slope + here_slope) / 2);
      if (std::exp(kAllowance) + known.back() / (1 - slope.back()) >= run_length) return s;
    }
    last_known = here_known;
    last_slope = here_slope;
  }
  return kLargestThreshold;
}

DriftAlarm::DriftAlarm(std::size_t figures, const AlarmPromise& promise)
    : warning_(cusum_threshold(promise.warning * static_cast<double>(figures))),
      drift_(cusum_threshold(promise.drift * static_cast<double>(figures))),
      sums_(figures, 0) {}

void DriftAlarm::add(std::span<const double> p_values) {
  for (std::size_t f = 0; f < sums_.size() && f < p_values.size(); ++f) {
    if (std::isnan(p_values[f])) continue;
    const double surprise = -std::log(std::clamp(p_values[f], kLeastP, 1.0));
    sums_[f] = std::clamp(sums_[f] + surprise - kAllowance, 0.0, kHighest * drift_);
  }
}

Alarm DriftAlarm::of(std::size_t figure) const {
  if (sums_[figure] >= drift_) return Alarm::kDrift;
  return sums_[figure] >= warning_ ? Alarm::kWarning : Alarm::kQuiet;
}

Alarm DriftAlarm::worst() const {
  Alarm worst = Alarm::kQuiet;
  for (std::size_t f = 0; f < sums_.size(); ++f) worst = std::max(worst, of(f));
  return worst;
}

void DriftAlarm::reset() { std::ranges::fill(sums_, 0); }

void DriftAlarm::restore(std::span<const double> sums) {
  if (sums.size() != sums_.size()) return;
  for (std::size_t f = 0; f < sums.size(); ++f) {
    sums_[f] = std::isnan(sums[f]) ? 0 : std::clamp(sums[f], 0.0, kHighest * drift_);
  }
}

}  // namespace polso::monitor
