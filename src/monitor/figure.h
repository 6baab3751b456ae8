// Figure: one measure of a window beside what is usual, and how often chance alone goes as far.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "base/random.h"

namespace polso::monitor {

struct Figure {
  double value = 0;  // in the window
  double usual = 0;  // in the reference, or on average over the shuffles
  double p = 1;      // uniform when nothing changed, never 0; 1 where there was nothing to compare
};

template <class T>
void shuffle(std::vector<T>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

}  // namespace polso::monitor
