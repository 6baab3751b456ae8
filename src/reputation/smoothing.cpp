// The kernel and the smoothed frequencies.
#include "reputation/smoothing.h"

#include <cmath>
#include <cstdint>

namespace polso {
namespace {

constexpr double kWidth = 0.1;   // standard deviation: two steps of the grid
constexpr double kFloor = 1e-4;  // frequency of a cell that nothing is near to

using Frequencies = std::array<double, kCells>;

double closeness(Cell a, Cell b) {
  const PerSentiment<double> from = centre_of(a);
  const PerSentiment<double> to = centre_of(b);
  double square = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) square += (from[s] - to[s]) * (from[s] - to[s]);
  return std::exp(-square / (2 * kWidth * kWidth));
}

/// Adds `share` of the posts, which fell into `cell`, to the cells around it.
void spread(Cell cell, double share, Frequencies& frequencies) {
  Frequencies weight{};
  double sum = 0;
  for (std::size_t to = 0; to < kCells; ++to) sum += weight[to] = closeness(cell, static_cast<Cell>(to));
  for (std::size_t to = 0; to < kCells; ++to) frequencies[to] += share * weight[to] / sum;
}

}  // namespace

std::array<double, kCells> smoothed(const Histogram& histogram) {
  double posts = 0;
  for (const std::uint32_t count : histogram.cells) posts += count;
  Frequencies frequencies;
  frequencies.fill(kFloor);
  const double rest = 1 - kFloor * kCells;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double count = histogram.cells[cell];
    if (count > 0) spread(static_cast<Cell>(cell), rest * count / posts, frequencies);
  }
  return frequencies;
}

decltype(Evidence::ratio) smoothed_ratios(const Validation& validation) {
  const Frequencies neutral = smoothed(validation.by_truth[index(Sentiment::kNeutral)]);
  decltype(Evidence::ratio) ratios{};
  for (std::size_t k = 0; k < 2; ++k) {
    const Frequencies compared = smoothed(validation.by_truth[kCompared[k]]);
    for (std::size_t cell = 0; cell < kCells; ++cell) ratios[cell][k] = compared[cell] / neutral[cell];
  }
  return ratios;
}

}  // namespace polso
