// ReturnPeriod: how rarely a value as high is seen, judged by the greatest values of the last weeks.
#pragma once

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <vector>

/// Peaks over a threshold, of block maxima: every six hours leave their greatest value; above the upper quartile of
/// those of the last 14 days they are taken to fall off exponentially, at a rate estimated from them and from a prior.
/// (Davison and Smith 1990, with the shape 0. On a logarithmic scale that is a power law, as the sizes of surges
/// follow.)
class ReturnPeriod {
 public:
  /// Logarithm of the days that pass, on average, until the values before this one lead to one as high. What was seen
  /// for less than half a day has no opinion: minus infinity. Then the value is learnt.
  double log_days(double value) {
    const double rarity = maxima_.size() < kLeast ? -std::numeric_limits<double>::infinity()
                                                  : std::log(kBlockDays / (1 - kQuantile)) + (value - usual_) / scale_;
    learn(value);
    return rarity;
  }

 private:
  static constexpr int kBlock = 72;  // values: six hours
  static constexpr double kBlockDays = 0.25;
  static constexpr std::size_t kLeast = 2;
  static constexpr std::size_t kMost = 56;  // blocks: 14 days
  static constexpr double kQuantile = 0.75;
  static constexpr double kPriorScale = 0.5;  // as if it had been seen in so many blocks:
  static constexpr double kPriorBlocks = 4;

  void learn(double value) {
    greatest_ = std::max(greatest_, value);
    if (++count_ < kBlock) return;
    maxima_.push_back(greatest_);
    if (maxima_.size() > kMost) maxima_.pop_front();
    greatest_ = -std::numeric_limits<double>::infinity();
    count_ = 0;
    fit();
  }

  void fit() {
    std::vector<double> sorted(maxima_.begin(), maxima_.end());
    std::ranges::sort(sorted);
    const double place = kQuantile * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    usual_ = std::lerp(sorted[below], sorted[above], place - std::floor(place));
    double excess = kPriorScale * kPriorBlocks;
    double blocks = kPriorBlocks;
    for (const double maximum : sorted) {
      if (maximum <= usual_) continue;
      excess += maximum - usual_;
      ++blocks;
    }
    scale_ = excess / blocks;
  }

  std::deque<double> maxima_;
  double greatest_ = -std::numeric_limits<double>::infinity();
  int count_ = 0;
  double usual_ = 0;
  double scale_ = kPriorScale;
};
