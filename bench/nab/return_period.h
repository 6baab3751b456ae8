// ReturnPeriod: how rarely a value as high is seen, judged by the greatest values of the last weeks.
#pragma once

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <vector>

/// What is up to choice; `hindsight.py` varies it.
struct TailOptions {
  double block = 72;  // values: six hours of five minutes
  double days = 14;   // remembered
  double quantile = 0.75;
  double prior_scale = 0.5;  // as if it had been seen in so many blocks:
  double prior_blocks = 4;
};

/// Peaks over a threshold, of block maxima: every six hours leave their greatest value; above the upper quartile of
/// those of the last 14 days they are taken to fall off exponentially, at a rate estimated from them and from a prior.
/// (Davison and Smith 1990, with the shape 0. On a logarithmic scale that is a power law, as the sizes of surges
/// follow.)
class ReturnPeriod {
 public:
  explicit ReturnPeriod(const TailOptions& options) : options_(options), scale_(options.prior_scale) {}

  /// Logarithm of the days that pass, on average, until the values before this one lead to one as high. What was seen
  /// for less than half a day has no opinion: minus infinity. Then the value is learnt.
  double log_days(double value) {
    const double rarity = maxima_.size() < kLeast
                              ? -std::numeric_limits<double>::infinity()
                              : std::log(block_days() / (1 - options_.quantile)) + (value - usual_) / scale_;
    learn(value);
    return rarity;
  }

 private:
  static constexpr double kValuesPerDay = 288;
  static constexpr std::size_t kLeast = 2;  // blocks

  [[nodiscard]] double block_days() const { return options_.block / kValuesPerDay; }

  void learn(double value) {
    greatest_ = std::max(greatest_, value);
    if (++count_ < options_.block) return;
    maxima_.push_back(greatest_);
    if (static_cast<double>(maxima_.size()) * block_days() > options_.days) maxima_.pop_front();
    greatest_ = -std::numeric_limits<double>::infinity();
    count_ = 0;
    fit();
  }

  void fit() {
    std::vector<double> sorted(maxima_.begin(), maxima_.end());
    std::ranges::sort(sorted);
    const double place = options_.quantile * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    usual_ = std::lerp(sorted[below], sorted[above], place - std::floor(place));
    double excess = options_.prior_scale * options_.prior_blocks;
    double blocks = options_.prior_blocks;
    for (const double maximum : sorted) {
      if (maximum <= usual_) continue;
      excess += maximum - usual_;
      ++blocks;
    }
    scale_ = excess / blocks;
  }

  TailOptions options_;
  std::deque<double> maxima_;
  double greatest_ = -std::numeric_limits<double>::infinity();
  int count_ = 0;
  double usual_ = 0;
  double scale_;
};
