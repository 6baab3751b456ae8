// Draws from the laws that streams of posts follow, the same on every machine.
#pragma once

#include <cmath>
#include <numbers>

#include "base/random.h"

namespace polso::detect {

/// Standard normal (Box and Muller 1958).
[[nodiscard]] inline double normal(Random& random) {
  const double radius = std::sqrt(2 * random.exponential());
  return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

/// Mean 1, variance 1/shape (Marsaglia and Tsang 2000).
[[nodiscard]] inline double unit_gamma(double shape, Random& random) {
  if (shape < 1) {
    const double boost = std::pow(1 - random.uniform(), 1 / shape);
    return unit_gamma(shape + 1, random) * (shape + 1) / shape * boost;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(random);
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - random.uniform()) < x * x / 2 + d - d * v + d * std::log(v)) return d * v / shape;
  }
}

/// By multiplication below 12 (Knuth), above by a normal with the law's skewness.
[[nodiscard]] inline double poisson(double mean, Random& random) {
  if (mean <= 0) return 0;
  if (mean < 12) {
    const double limit = std::exp(-mean);
    double count = 0;
    for (double product = 1 - random.uniform(); product > limit; product *= 1 - random.uniform()) ++count;
    return count;
  }
  const double z = normal(random);
  return std::max(0.0, std::round(mean + std::sqrt(mean) * z + (z * z - 1) / 6));
}

/// A stationary autoregressive process of first order, standard deviation `sd`, that forgets in `steps`.
class Sway {
 public:
  Sway(double sd, double steps, Random& random)
      : keep_(std::exp(-1 / steps)), fresh_(sd * std::sqrt(1 - keep_ * keep_)), now_(sd * normal(random)) {}
  double next(Random& random) { return now_ = keep_ * now_ + fresh_ * normal(random); }

 private:
  double keep_, fresh_, now_;
};

}  // namespace polso::detect
