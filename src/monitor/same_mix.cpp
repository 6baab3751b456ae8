// The weights, and the dice.
#include "monitor/same_mix.h"

#include <algorithm>

#include "monitor/mixture.h"
#include "monitor/truth_table.h"

namespace polso::monitor {

KeepByCell keep_for_mix(const CellRatios& ratios, const Histogram& reference, const Histogram& window) {
  const PerSentiment<double> usual = mixture_of(ratios, reference).shares;
  const PerSentiment<double> now = mixture_of(ratios, window).shares;
  const CellRatios posteriors = posteriors_of(ratios, usual);
  KeepByCell keep{};
  double most = 0;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    for (std::size_t s = 0; s < kSentiments; ++s) keep[cell] += posteriors[cell][s] * now[s] / usual[s];
    if (reference.cells[cell] > 0) most = std::max(most, keep[cell]);
  }
  for (double& chance : keep) chance = most > 0 ? std::min(chance / most, 1.0) : 1;
  return keep;
}

std::vector<std::size_t> kept(std::span<const Cell> reference, const KeepByCell& keep, Random& random) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (random.uniform() < keep[reference[i]]) positions.push_back(i);
  }
  return positions;
}

Histogram kept(const Histogram& reference, const KeepByCell& keep, Random& random) {
  Histogram histogram;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    for (std::uint32_t i = 0; i < reference.cells[cell]; ++i) {
      histogram.cells[cell] += random.uniform() < keep[cell] ? 1 : 0;
    }
  }
  return histogram;
}

}  // namespace polso::monitor
