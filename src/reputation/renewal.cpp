// A normal prior from the old Validation, a logistic fit to the fresh labels.
#include "reputation/renewal.h"

#include "reputation/drift.h"
#include "reputation/logistic.h"
#include "reputation/smoothing.h"

namespace polso {
namespace {

CellCounts smoothed_counts(const Validation& validation) {
  CellCounts counts{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const Histogram& histogram = validation.by_truth[s];
    counts[s] = smoothed(histogram);
    for (double& count : counts[s]) count *= static_cast<double>(histogram.total());
  }
  return counts;
}

EvidencePrior prior_of(const EvidenceFit& sharp, const EvidenceFit& blurred) {
  EvidencePrior prior;
  EvidenceMatrix covariance = sharp.covariance;
  const auto half_way = [&](std::size_t i) { return (blurred.parameters[i] - sharp.parameters[i]) / 2; };
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) {
    prior.mean[i] = sharp.parameters[i] + half_way(i);
    for (std::size_t j = 0; j < Evidence::kParameters; ++j) {
      covariance[i][j] += drift_covariance()[i][j] + half_way(i) * half_way(j);
    }
  }
  prior.precision = inverse(covariance);
  return prior;
}

}  // namespace

std::uint64_t audited(const Validation& audit) {
  std::uint64_t posts = 0;
  for (const Histogram& histogram : audit.by_truth) posts += histogram.total();
  return posts;
}

std::optional<Evidence> renewed_evidence(const Validation& old, const Validation& audit) {
  const auto sharp = fit_parameters(counts_of(old));
  if (!sharp) return fit_evidence(audit);
  const auto blurred = fit_parameters(smoothed_counts(old));
  return evidence_of(fit_logistic(counts_of(audit), prior_of(*sharp, blurred.value_or(*sharp))));
}

}  // namespace polso
