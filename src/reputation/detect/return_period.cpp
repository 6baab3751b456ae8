// The quantile of the blocks' greatest values, and the mean by which they exceed it.
#include "reputation/detect/return_period.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace polso::detect {
namespace {

constexpr std::size_t kFewestBlocks = 2;

double in_days(Millis time) { return static_cast<double>(time) / static_cast<double>(kDay); }

}  // namespace

double ReturnPeriod::log_days(double value, Millis width) {
  double rarity = std::numeric_limits<double>::infinity();
  if (greatest_.size() >= kFewestBlocks) {
    const double block = std::log(in_days(options_.block));
    rarity = block - std::log(1 - options_.quantile) + (value - usual_) / scale_;
    const auto as_high =
        static_cast<double>(std::ranges::count_if(greatest_, [&](double greatest) { return greatest >= value; }));
    if (as_high > 0) rarity = std::min(rarity, block + std::log(static_cast<double>(greatest_.size()) / as_high));
  }
  learn(value, width);
  return rarity;
}

void ReturnPeriod::learn(double value, Millis width) {
  greatest_now_ = seen_ == 0 ? value : std::max(greatest_now_, value);
  seen_ += width;
  if (seen_ < options_.block) return;
  greatest_.push_back(greatest_now_);
  if (static_cast<Millis>(greatest_.size()) * options_.block > options_.memory) greatest_.pop_front();
  seen_ = 0;
  fit();
}

void ReturnPeriod::fit() {
  std::vector<double> sorted(greatest_.begin(), greatest_.end());
  std::ranges::sort(sorted);
  const double place = options_.quantile * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  usual_ = std::lerp(sorted[below], sorted[std::min(below + 1, sorted.size() - 1)], place - std::floor(place));
  double excess = options_.prior_scale * options_.prior_blocks;
  double blocks = options_.prior_blocks;
  for (const double value : sorted) {
    if (value <= usual_) continue;
    excess += value - usual_;
    ++blocks;
  }
  scale_ = excess / blocks;
}

}  // namespace polso::detect
