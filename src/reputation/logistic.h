// The logistic model of what a cell says: six parameters, fitted to labelled posts under a normal prior.
#pragma once

#include <array>
#include <optional>

#include "bundle/bundle.h"
#include "reputation/evidence.h"
#include "reputation/matrix.h"

namespace polso {

using EvidenceParameters = Vector<Evidence::kParameters>;
using EvidenceMatrix = Matrix<Evidence::kParameters>;

/// Posts by true Sentiment and cell; not always whole numbers.
using CellCounts = PerSentiment<std::array<double, kCells>>;

[[nodiscard]] CellCounts counts_of(const Validation& validation);
[[nodiscard]] PerSentiment<double> totals(const CellCounts& counts);

struct EvidencePrior {
  EvidenceParameters mean{};
  EvidenceMatrix precision{};
};

/// "The scores are calibrated": slopes near the identity, as sure as one unit of precision; free intercepts.
[[nodiscard]] EvidencePrior calibrated_prior();

struct EvidenceFit {
  EvidenceParameters parameters{};
  EvidenceMatrix covariance{};  // inverse of minus the Hessian
};

/// The parameters of greatest posterior density, given how many posts of each Sentiment there are: the parameters are
/// of likelihood ratios (evidence.h), so that the posts' own prevalence does not matter. A Sentiment without posts says
/// nothing; without any posts the prior is the answer.
[[nodiscard]] EvidenceFit fit_logistic(const CellCounts& counts, const EvidencePrior& prior);

/// The fit of fit_evidence(). Nothing when a Sentiment has too few posts.
[[nodiscard]] std::optional<EvidenceFit> fit_parameters(const CellCounts& counts);

[[nodiscard]] Evidence evidence_of(const EvidenceFit& fit);

}  // namespace polso
