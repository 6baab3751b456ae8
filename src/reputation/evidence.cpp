// Evidence from one Validation.
#include "reputation/evidence.h"

#include <cmath>

#include "reputation/logistic.h"

namespace polso {
namespace {

constexpr double kCentreFloor = 0.025;  // half a step of the grid: a corner's centre keeps a finite logarithm

}  // namespace

Vector<Evidence::kTerms> terms_of(Cell cell) {
  PerSentiment<double> centre = centre_of(cell);
  for (double& score : centre) score += kCentreFloor;
  return {1, std::log(centre[0] / centre[1]), std::log(centre[2] / centre[1])};
}

std::optional<Evidence> fit_evidence(const Validation& validation) {
  const auto fit = fit_parameters(counts_of(validation));
  if (!fit) return std::nullopt;
  return evidence_of(*fit);
}

}  // namespace polso
