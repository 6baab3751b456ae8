// EMQ: the prevalence of greatest likelihood, for comparison with the posterior mean that Shares show.
#pragma once

#include "reputation/evidence.h"

namespace polso {

/// The model's scores taken at face value: the cell's centre over the prevalence of the Validation that the scores were
/// calibrated on; no error.
/// Nothing when a Sentiment has too few posts.
[[nodiscard]] std::optional<Evidence> evidence_of_scores(const Validation& validation);

/// Expectation maximisation over the prior, also called SLD (Saerens, Latinne and Decaestecker 2002): to the greatest
/// likelihood from `start`; a Sentiment that starts at 0 stays there. Without posts: `start`.
[[nodiscard]] PerSentiment<double> emq(const Evidence& evidence, const Histogram& histogram,
                                       const PerSentiment<double>& start = {1.0 / 3, 1.0 / 3, 1.0 / 3});

}  // namespace polso
