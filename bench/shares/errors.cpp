// AE, RAE and KLD.
#include "errors.h"

#include <cmath>

namespace polso {

Errors& Errors::operator+=(const Errors& other) {
  absolute += other.absolute;
  relative += other.relative;
  divergence += other.divergence;
  return *this;
}

Errors errors_of(std::span<const double> truth, std::span<const double> estimate, std::size_t posts) {
  const auto classes = static_cast<double>(truth.size());
  const double epsilon = 1 / (2 * static_cast<double>(posts));
  const auto smooth = [&](double share) { return (share + epsilon) / (1 + epsilon * classes); };
  Errors errors;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double wanted = smooth(truth[i]);
    const double found = smooth(estimate[i]);
    errors.absolute += std::abs(truth[i] - estimate[i]) / classes;
    errors.relative += std::abs(wanted - found) / wanted / classes;
    errors.divergence += wanted * std::log(wanted / found);
  }
  return errors;
}

}  // namespace polso
