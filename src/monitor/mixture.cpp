// Newton's method on two shares.
#include "monitor/mixture.h"

#include <cmath>
#include <vector>

namespace polso::monitor {
namespace {

constexpr double kPseudo = 0.5;  // Dirichlet(1.5)
constexpr int kMostSteps = 60;

struct Seen {
  double count = 0;
  Vector<2> excess{};  // ratio less 1: negative's, positive's
  double neutral = 1;  // the scale of the ratios is taken out so that sums stay finite
};

struct Slope {
  double value = 0;
  Vector<2> gradient{};
  Matrix<2> information{};
};

double neutral_of(const Vector<2>& mix) { return 1 - mix[0] - mix[1]; }

Slope slope_at(const std::vector<Seen>& seen, const Vector<2>& mix) {
  Slope slope;
  for (const Seen& cell : seen) {
    const double at = cell.neutral + mix[0] * cell.excess[0] + mix[1] * cell.excess[1];
    slope.value += cell.count * std::log(at);
    for (std::size_t i = 0; i < 2; ++i) {
      slope.gradient[i] += cell.count * cell.excess[i] / at;
      for (std::size_t j = 0; j < 2; ++j) {
        slope.information[i][j] += cell.count * cell.excess[i] * cell.excess[j] / (at * at);
      }
    }
  }
  const double neutral = neutral_of(mix);
  slope.value += kPseudo * (std::log(mix[0]) + std::log(mix[1]) + std::log(neutral));
  for (std::size_t i = 0; i < 2; ++i) {
    slope.gradient[i] += kPseudo * (1 / mix[i] - 1 / neutral);
    for (std::size_t j = 0; j < 2; ++j) slope.information[i][j] += kPseudo / (neutral * neutral);
    slope.information[i][i] += kPseudo / (mix[i] * mix[i]);
  }
  return slope;
}

std::vector<Seen> seen_in(const CellRatios& ratios, const Histogram& histogram) {
  std::vector<Seen> seen;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    if (histogram.cells[cell] == 0) continue;
    const PerSentiment<double>& ratio = ratios[cell];
    const double sum = ratio[0] + ratio[1] + ratio[2];
    const double neutral = ratio[1] / sum;
    seen.push_back(
        {static_cast<double>(histogram.cells[cell]), {ratio[0] / sum - neutral, ratio[2] / sum - neutral}, neutral});
  }
  return seen;
}

}  // namespace

Mixture mixture_of(const CellRatios& ratios, const Histogram& histogram) {
  const std::vector<Seen> seen = seen_in(ratios, histogram);
  if (seen.empty()) return {};
  Vector<2> mix{1.0 / 3, 1.0 / 3};
  Slope slope = slope_at(seen, mix);
  for (int i = 0; i < kMostSteps; ++i) {
    const Vector<2> step = product(inverse(slope.information), slope.gradient);
    if (!(step[0] * slope.gradient[0] + step[1] * slope.gradient[1] > 1e-14)) break;
    bool better = false;
    for (double length = 1; !better && length > 1e-9; length /= 2) {
      const Vector<2> next{mix[0] + length * step[0], mix[1] + length * step[1]};
      if (next[0] <= 0 || next[1] <= 0 || neutral_of(next) <= 0) continue;
      const Slope there = slope_at(seen, next);
      better = there.value > slope.value;
      if (better) {
        mix = next;
        slope = there;
      }
    }
    if (!better) break;
  }
  return {{mix[0], neutral_of(mix), mix[1]}, inverse(slope.information)};
}

}  // namespace polso::monitor
