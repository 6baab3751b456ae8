// By halving: exact to double precision, and nobody waits for it.
#include "monitor/normal.h"

#include <cmath>
#include <numbers>

namespace polso::monitor {

double normal_quantile(double p) {
  double low = -40;
  double high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(-middle / std::numbers::sqrt2) / 2 < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace polso::monitor
