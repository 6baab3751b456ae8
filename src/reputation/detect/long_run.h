// LongRun: how much sums of surprises vary, against what they would if each were independent of the others.
#pragma once

#include <algorithm>
#include <cmath>

namespace polso::detect {

/// The check of the brand's own history on its model: where the sway was misjudged, surprises that should be
/// independent keep a direction, and their sums vary more. From sums over six hours, the newest weighing most (a
/// month's memory).
class LongRun {
 public:
  void add(double surprise) {
    sum_ += std::clamp(surprise, -kBound, kBound);
    if (++count_ < kBlock) return;
    const double squared = std::min(sum_ * sum_ / kBlock, kBound * kBound);
    mean_ += (squared - mean_) / kMemory;
    sum_ = 0;
    count_ = 0;
  }
  /// A block that is not usual is left out.
  void skip() {
    sum_ = 0;
    count_ = 0;
  }
  /// Standard deviations by which a surprise is to be divided; at least 1.
  [[nodiscard]] double scale() const { return std::sqrt(std::max(1.0, mean_)); }

 private:
  static constexpr int kBlock = 36;
  static constexpr double kMemory = 60;
  static constexpr double kBound = 4;

  double sum_ = 0;
  int count_ = 0;
  double mean_ = 1;
};

}  // namespace polso::detect
