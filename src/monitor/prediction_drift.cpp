// Cumulative scores, compared and shuffled.
#include "monitor/prediction_drift.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/random.h"
#include "monitor/permutation.h"
#include "monitor/same_mix.h"

namespace polso::monitor {
namespace {

using Steps = std::array<std::array<std::uint8_t, kSentiments>, kCells>;

const Steps& steps() {
  static const Steps table = [] {
    Steps made{};
    for (std::size_t cell = 0; cell < kCells; ++cell) {
      const PerSentiment<double> centre = centre_of(static_cast<Cell>(cell));
      for (std::size_t s = 0; s < kSentiments; ++s) {
        made[cell][s] = static_cast<std::uint8_t>(std::lround(centre[s] * kGridSteps));
      }
    }
    return made;
  }();
  return table;
}

std::vector<Cell> cells_of(const Histogram& histogram) {
  std::vector<Cell> cells;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    cells.insert(cells.end(), histogram.cells[cell], static_cast<Cell>(cell));
  }
  return cells;
}

Histogram counted(const std::vector<Cell>& cells, std::size_t from, std::size_t to) {
  Histogram histogram;
  for (std::size_t i = from; i < to; ++i) ++histogram.cells[cells[i]];
  return histogram;
}

/// At most so many posts, drawn, without a list as long as the Histogram's total.
Histogram thinned(const Histogram& histogram, std::size_t most, Random& random) {
  const double total = std::accumulate(histogram.cells.begin(), histogram.cells.end(), 0.0);
  if (total <= static_cast<double>(most)) return histogram;
  Histogram result;
  double left = total;
  auto wanted = static_cast<double>(most);
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    for (std::uint32_t i = 0; i < histogram.cells[cell]; ++i, left -= 1) {
      if (random.uniform() * left >= wanted) continue;
      ++result.cells[cell];
      wanted -= 1;
    }
  }
  return result;
}

Figure compare(const Histogram& reference, const Histogram& window, std::size_t rounds, Random& random) {
  const double seen = score_distance(reference, window);
  PermutationCount count(seen);
  std::vector<Cell> cells = cells_of(reference);
  const std::size_t first = cells.size();
  const std::vector<Cell> others = cells_of(window);
  cells.insert(cells.end(), others.begin(), others.end());
  for (std::size_t round = 0; round < rounds; ++round) {
    shuffle(cells, random);
    count.add(score_distance(counted(cells, 0, first), counted(cells, first, cells.size())));
  }
  return {seen, count.mean(), count.p(random)};
}

std::size_t posts_of(const Histogram& histogram) {
  return std::accumulate(histogram.cells.begin(), histogram.cells.end(), std::size_t{0});
}

}  // namespace

double score_distance(const Histogram& a, const Histogram& b) {
  const auto of_a = static_cast<double>(posts_of(a));
  const auto of_b = static_cast<double>(posts_of(b));
  if (of_a == 0 || of_b == 0) return 0;
  PerSentiment<std::array<double, kGridSteps + 1>> difference{};
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double here = a.cells[cell] / of_a - b.cells[cell] / of_b;
    for (std::size_t s = 0; s < kSentiments; ++s) difference[s][steps()[cell][s]] += here;
  }
  double distance = 0;
  for (const auto& of_score : difference) {
    double cumulative = 0;
    for (const double here : of_score) distance += std::abs(cumulative += here) / kGridSteps / kSentiments;
  }
  return distance;
}

PredictionDrift prediction_drift(const CellEvidence& evidence, const Histogram& reference, const Histogram& window,
                                 const PredictionDriftOptions& options) {
  Random random(options.seed);
  const Histogram usual = thinned(reference, options.most, random);
  const Histogram now = thinned(window, options.most, random);
  const std::size_t fewest = std::max<std::size_t>(options.fewest, 1);
  PredictionDrift result;
  if (posts_of(usual) < fewest || posts_of(now) < fewest) return result;
  result.mood = compare(usual, now, options.rounds, random);
  const Histogram same = kept(usual, keep_for_mix(ratios_of(evidence.parameters), usual, now), random);
  if (posts_of(same) < fewest) return result;
  result.enough = true;
  result.shape = compare(same, now, options.rounds, random);
  return result;
}

}  // namespace polso::monitor
