// Means over the grid's cells.
#include "watch/slopes.h"

#include <algorithm>

namespace polso {
namespace {

constexpr double kLeast = 0.1;

PerSentiment<double> mean_scores(const Histogram& histogram) {
  PerSentiment<double> mean{};
  double posts = 0;
  for (std::size_t c = 0; c < kCells; ++c) {
    const PerSentiment<double> centre = centre_of(static_cast<Cell>(c));
    for (std::size_t s = 0; s < kSentiments; ++s) mean[s] += histogram.cells[c] * centre[s];
    posts += histogram.cells[c];
  }
  for (double& value : mean) value /= std::max(posts, 1.0);
  return mean;
}

}  // namespace

detect::Slopes slopes_of(const Validation& validation) {
  PerSentiment<PerSentiment<double>> mean{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    if (validation.by_truth[s].total() == 0) return kUsualSlopes;
    mean[s] = mean_scores(validation.by_truth[s]);
  }
  const double negatives = mean[0][0] - (mean[1][0] + mean[2][0]) / 2;
  const double net = ((mean[2][2] - mean[2][0]) - (mean[0][2] - mean[0][0])) / 2;
  return {std::max(negatives, kLeast), std::max(net, kLeast)};
}

}  // namespace polso
