// Hamilton's method of sharing out seats.
#include "learn/retrain/distil.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace polso {

PerSentiment<int> labels_by_scores(const Scores& scores) {
  PerSentiment<int> times{};
  PerSentiment<double> left{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double share = kShown * double{scores[s]};
    times[s] = static_cast<int>(std::floor(share));
    left[s] = share - times[s];
  }
  int open = kShown - std::accumulate(times.begin(), times.end(), 0);
  for (; open > 0; --open) {
    const auto next = static_cast<std::size_t>(std::ranges::max_element(left) - left.begin());
    ++times[next];
    left[next] -= 1;
  }
  return times;
}

}  // namespace polso
