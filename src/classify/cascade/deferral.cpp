// Ranking and the two allowances.
#include "classify/cascade/deferral.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "bundle/cascade.h"

namespace polso::cascade {
namespace {

constexpr double kNoThreshold = -std::numeric_limits<double>::infinity();

/// At most `most` positions: the highest scores of those that reach `threshold`.
std::vector<std::size_t> highest(std::span<const double> scores, double threshold, double most) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] >= threshold) chosen.push_back(i);
  }
  const auto count = static_cast<std::size_t>(std::clamp(most, 0.0, static_cast<double>(chosen.size())));
  const auto before = [&](std::size_t a, std::size_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
  };
  const auto end = chosen.begin() + static_cast<std::ptrdiff_t>(count);
  std::ranges::nth_element(chosen, end, before);
  chosen.erase(end, chosen.end());
  std::ranges::sort(chosen);
  return chosen;
}

double full_bucket(const Budget& budget) {
  return budget.kind == Budget::Kind::kShare ? kBurst : std::max(1.0, budget.value);
}

}  // namespace

Deferral::Deferral(const Budget& budget, std::vector<double> quantiles, Clock clock)
    : budget_(budget),
      quantiles_(std::move(quantiles)),
      clock_(std::move(clock)),
      allowed_(full_bucket(budget)),
      last_(budget.kind == Budget::Kind::kPerSecond ? clock_() : 0) {}

std::vector<std::size_t> Deferral::choose(std::span<const double> scores) {
  return budget_.kind == Budget::Kind::kShare ? choose_of_share(scores) : choose_at_rate(scores);
}

std::vector<std::size_t> Deferral::choose_of_share(std::span<const double> scores) {
  const double earned = budget_.value * static_cast<double>(scores.size());
  if (scores.size() >= kRankedCall || budget_.value >= 1) return highest(scores, kNoThreshold, earned);
  const std::lock_guard lock(mutex_);
  allowed_ += earned;
  auto chosen = highest(scores, threshold_at(quantiles_, budget_.value), allowed_);
  allowed_ = std::min(kBurst, allowed_ - static_cast<double>(chosen.size()));
  return chosen;
}

std::vector<std::size_t> Deferral::choose_at_rate(std::span<const double> scores) {
  const std::lock_guard lock(mutex_);
  const Millis now = clock_();
  const auto passed = static_cast<double>(std::max<Millis>(0, now - last_));
  last_ = now;
  const double per_milli = budget_.value / double{kSecond};
  allowed_ = std::min(full_bucket(budget_), allowed_ + passed * per_milli);
  load_ = load_ * std::exp(-passed / double{kLoadWindow}) + static_cast<double>(scores.size());
  const double share = std::min(1.0, per_milli * double{kLoadWindow} / std::max(1.0, load_));
  const bool ranked = scores.size() >= kRankedCall;
  auto chosen = highest(scores, ranked ? kNoThreshold : threshold_at(quantiles_, share), allowed_);
  allowed_ -= static_cast<double>(chosen.size());
  return chosen;
}

}  // namespace polso::cascade
