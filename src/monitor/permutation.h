// Counting how often shuffles go as far as what was seen.
#pragma once

#include <cstddef>

#include "base/random.h"

namespace polso::monitor {

/// p is uniform on (0, 1) when what was seen is exchangeable with the shuffles: ties are broken by lot.
class PermutationCount {
 public:
  explicit PermutationCount(double seen) : seen_(seen) {}

  void add(double shuffled) {
    sum_ += shuffled;
    above_ += shuffled > seen_ ? 1 : 0;
    equal_ += shuffled == seen_ ? 1 : 0;
    ++rounds_;
  }
  [[nodiscard]] double p(Random& random) const {
    return (static_cast<double>(above_) + (1 - random.uniform()) * static_cast<double>(equal_ + 1)) /
           static_cast<double>(rounds_ + 1);
  }
  [[nodiscard]] double mean() const { return rounds_ > 0 ? sum_ / static_cast<double>(rounds_) : 0; }

 private:
  double seen_;
  double sum_ = 0;
  std::size_t above_ = 0, equal_ = 0, rounds_ = 0;
};

}  // namespace polso::monitor
