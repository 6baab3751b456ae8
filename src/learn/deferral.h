// What is learnt about a pair of models: which posts the large one should answer.
#pragma once

#include <span>
#include <vector>

#include "base/progress.h"
#include "bundle/cascade.h"
#include "classify/cascade/cascade_classifier.h"
#include "learn/data/labelled.h"

namespace polso {

/// The same labelled posts judged by both models of a pair; three columns of one length.
struct PairVerdicts {
  std::vector<Sentiment> truth;
  std::vector<Verdict> small;
  std::vector<Verdict> large;
};

[[nodiscard]] Result<PairVerdicts> judge_twice(const CascadeParts& parts, const LabelledSet& set,
                                               const Progress& progress);

/// The rule whose deferral score is the expected gain in recall: least squares, on the six features of DeferralRule, of
/// 1[large right] - 1[small right], a post weighing 1/(3 * prevalence of its truth) so that the sum over posts is the
/// gain in macro recall. Shrunk towards the multiple of the unlearnt rule that fits best, wholly unless the pattern is
/// clearly stronger than chance (positive-part shrinkage, James and Stein 1961). Each Sentiment occurs in the truth.
[[nodiscard]] DeferralRule fit_deferral(const PairVerdicts& pair, const PerSentiment<double>& tilt);

/// Positions by deferral score, highest first, ties in order.
[[nodiscard]] std::vector<std::size_t> deferral_order(const DeferralRule& rule, std::span<const Verdict> small);

/// How many of `posts` a share pays for: as a ranked call has it.
[[nodiscard]] std::size_t deferred_count(double share, std::size_t posts);

/// The cascade's Verdicts when the large model answers the first `deferred` positions of `order`.
[[nodiscard]] std::vector<Verdict> mixed_verdicts(const PairVerdicts& pair, std::span<const std::size_t> order,
                                                  std::size_t deferred);

}  // namespace polso
