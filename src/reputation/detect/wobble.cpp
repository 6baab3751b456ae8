// Least squares of the empirical autocovariances on sway^2 exp(-lag/hours).
#include "reputation/detect/wobble.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace polso::detect {
namespace {

constexpr std::size_t kLags = 48;
constexpr double kBenefitOfDoubt = 0.5;
constexpr double kFewestPairs = 24;

struct Lag {
  double covariance = 0;  // of the shared part
  double certainty = 0;   // one over its variance, up to a factor
};

Lag lag_of(std::span<const double> residual, std::span<const double> weight, std::size_t lag) {
  double products = 0;
  double weights = 0;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i + lag < residual.size(); ++i) {
    const double both = weight[i] * weight[i + lag];
    if (both <= 0) continue;
    products += residual[i] * residual[i + lag];
    weights += both;
    ++pairs;
  }
  if (static_cast<double>(pairs) < kFewestPairs) return {};
  return {products / weights, weights};
}

}  // namespace

Wobble fit_wobble(std::span<const double> residual, std::span<const double> weight, double unit,
                  std::span<const double> hours) {
  std::array<Lag, kLags> lags;
  for (std::size_t k = 0; k < kLags; ++k) lags[k] = lag_of(residual, weight, k + 1);

  Wobble best;
  double least = 0;
  double doubt = 0;  // standard error of sway^2, about
  for (const double memory : hours) {
    double across = 0;
    double along = 0;
    for (std::size_t k = 0; k < kLags; ++k) {
      const double shape = std::exp(-static_cast<double>(k + 1) / memory);
      across += lags[k].certainty * shape * lags[k].covariance;
      along += lags[k].certainty * shape * shape;
    }
    if (along > 0 && least == 0) doubt = unit / std::sqrt(along);
    if (along <= 0 || across <= 0) continue;
    const double gain = -across * across / along;  // how much of the sum of squares this explains
    if (gain < least) {
      least = gain;
      best.sway = std::sqrt(across / along);
      best.hours = memory;
      doubt = unit / std::sqrt(along);
    }
  }
  if (best.sway == 0) best.hours = hours[hours.size() / 2];
  best.sway = std::sqrt(best.sway * best.sway + kBenefitOfDoubt * doubt);

  double squares = 0;
  double expected = 0;
  double shared = 0;
  for (std::size_t i = 0; i < residual.size(); ++i) {
    if (weight[i] <= 0) continue;
    squares += residual[i] * residual[i];
    expected += weight[i] * unit;
    shared += weight[i] * weight[i] * best.sway * best.sway;
  }
  if (expected > 0) best.burst = std::clamp((squares - shared) / expected, 1.0, 20.0);
  return best;
}

}  // namespace polso::detect
