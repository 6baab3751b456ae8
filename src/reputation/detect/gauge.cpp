// Counts against a gamma-mixed Poisson law.
#include "reputation/detect/gauge.h"

#include <cmath>

namespace polso::detect {

Evidence rate_evidence(double factor, double expected, const Wobble& wobble) {
  const double spread = std::max(wobble.sway * wobble.sway, 1e-4);
  const double usual = 1 + spread * expected;
  const double changed = 1 + spread * expected * factor;
  return {std::log(factor * usual / changed) / wobble.burst, std::log(changed / usual) / spread / wobble.burst};
}

}  // namespace polso::detect
