// Evaluates the likelihood with few logarithms, and finds its mode by Newton's method.
#include "reputation/likelihood.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace polso {
namespace {

constexpr double kBarrier = 0.5;  // Dirichlet(1.5)
constexpr int kMostSteps = 60;

struct Slope {
  double objective = 0;
  Vector<2> gradient{};
  Matrix<2> information{};
};

/// One more factor base^count, where `direction` is the derivative of base.
void add(double count, double base, const Vector<2>& direction, Slope& slope) {
  slope.objective += count * std::log(base);
  for (std::size_t k = 0; k < 2; ++k) {
    slope.gradient[k] += count * direction[k] / base;
    for (std::size_t j = 0; j < 2; ++j) slope.information[k][j] += count * direction[k] * direction[j] / (base * base);
  }
}

Slope slope_at(const Likelihood& likelihood, const Mix& mix) {
  Slope slope;
  for (const Seen& cell : likelihood.seen()) add(cell.count, Likelihood::at(cell, mix), cell.excess, slope);
  add(kBarrier, mix[0], {1, 0}, slope);
  add(kBarrier, mix[1], {0, 1}, slope);
  add(kBarrier, 1 - mix[0] - mix[1], {-1, -1}, slope);
  return slope;
}

bool inside(const Mix& mix) { return mix[0] > 0 && mix[1] > 0 && mix[0] + mix[1] < 1; }

}  // namespace

Likelihood::Likelihood(const Evidence& evidence, const Histogram& histogram) {
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    if (histogram.cells[cell] == 0) continue;
    const auto& ratio = evidence.ratio[cell];
    seen_.push_back({double(histogram.cells[cell]), {ratio[0] - 1, ratio[1] - 1}, static_cast<Cell>(cell)});
  }
  std::ranges::sort(seen_, {}, [](const Seen& cell) { return std::pair(cell.count, cell.cell); });
}

double Likelihood::operator()(const Mix& mix) const {
  constexpr double kSmall = 1e-200;
  constexpr double kLarge = 1e200;
  double sum = 0;
  double product = 1;  // of cells with the same count
  double count = 0;
  for (const Seen& cell : seen_) {
    if (cell.count != count || product < kSmall || product > kLarge) {
      sum += count * std::log(product);
      count = cell.count;
      product = 1;
    }
    product *= at(cell, mix);
  }
  return sum + count * std::log(product);
}

Mode find_mode(const Likelihood& likelihood) {
  Mix mix{1.0 / 3, 1.0 / 3};
  Slope slope = slope_at(likelihood, mix);
  for (int i = 0; i < kMostSteps; ++i) {
    const Vector<2> step = product(inverse(slope.information), slope.gradient);
    if (!(step[0] * slope.gradient[0] + step[1] * slope.gradient[1] > 1e-9)) break;
    bool moved = false;
    for (double length = 1; !moved && length > 1e-9; length /= 2) {
      const Mix next{mix[0] + length * step[0], mix[1] + length * step[1]};
      if (!inside(next)) continue;
      const Slope there = slope_at(likelihood, next);
      if (there.objective < slope.objective) continue;
      mix = next;
      slope = there;
      moved = true;
    }
    if (!moved) break;
  }
  return {mix, slope.information};
}

}  // namespace polso
