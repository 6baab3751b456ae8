// The lattice on the simplex and the arithmetic of histograms.
#include "post/bucket.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace polso {
namespace {

/// Cells are numbered row by row: all with negative = 0 first, inside a row by neutral.
constexpr Cell cell_at(std::size_t negative, std::size_t neutral) {
  return static_cast<Cell>(negative * (kGridSteps + 1) - negative * (negative - 1) / 2 + neutral);
}

struct Point {
  std::uint8_t negative;
  std::uint8_t neutral;
};

constexpr std::array<Point, kCells> kPoints = [] {
  std::array<Point, kCells> points{};
  for (std::size_t i = 0; i <= kGridSteps; ++i) {
    for (std::size_t j = 0; i + j <= kGridSteps; ++j) {
      points[cell_at(i, j)] = {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
    }
  }
  return points;
}();

float clean(float score) { return std::isfinite(score) && score > 0 ? score : 0; }

}  // namespace

Cell cell_of(const Scores& scores) {
  PerSentiment<float> scaled{clean(scores[0]), clean(scores[1]), clean(scores[2])};
  const float sum = scaled[0] + scaled[1] + scaled[2];
  if (!(sum > 0) || !std::isfinite(sum)) return cell_at(0, kGridSteps);  // nothing is known: neutral
  PerSentiment<std::size_t> steps{};
  std::size_t left = kGridSteps;
  for (std::size_t i = 0; i < kSentiments; ++i) {
    scaled[i] *= static_cast<float>(kGridSteps) / sum;
    steps[i] = std::min(static_cast<std::size_t>(scaled[i]), left);
    scaled[i] -= static_cast<float>(steps[i]);
    left -= steps[i];
  }
  for (; left > 0; --left) {
    const auto largest = static_cast<std::size_t>(std::ranges::max_element(scaled) - scaled.begin());
    ++steps[largest];
    scaled[largest] -= 1;
  }
  return cell_at(steps[0], steps[1]);
}

PerSentiment<double> centre_of(Cell cell) {
  assert(cell < kCells);
  const Point point = kPoints[cell];
  constexpr double kStep = 1.0 / kGridSteps;
  return {point.negative * kStep, point.neutral * kStep,
          static_cast<double>(kGridSteps - point.negative - point.neutral) * kStep};
}

void Histogram::add(const Verdict& verdict) {
  ++cells[cell_of(verdict.scores)];
  ++labels[index(verdict.label)];
}

void Histogram::remove(const Verdict& verdict) {
  assert(cells[cell_of(verdict.scores)] > 0 && labels[index(verdict.label)] > 0);
  --cells[cell_of(verdict.scores)];
  --labels[index(verdict.label)];
}

Histogram& Histogram::operator+=(const Histogram& other) {
  for (std::size_t i = 0; i < kCells; ++i) cells[i] += other.cells[i];
  for (std::size_t i = 0; i < kSentiments; ++i) labels[i] += other.labels[i];
  return *this;
}

Histogram& Histogram::operator-=(const Histogram& other) {
  for (std::size_t i = 0; i < kCells; ++i) cells[i] -= other.cells[i];
  for (std::size_t i = 0; i < kSentiments; ++i) labels[i] -= other.labels[i];
  return *this;
}

}  // namespace polso
