// The decision rule: which label the calibrated scores give.
#pragma once

#include <span>
#include <string>

#include "bundle/bundle.h"
#include "learn/recipe.h"

namespace polso {

struct Decision {
  std::string rule;  // "plain" or "prior-corrected"
  PerSentiment<double> weight{1, 1, 1};
};

/// Prior-corrected: weight 1/prior, which maximises expected macro recall (Menon et al. 2013), where `prior` is the
/// shares of the posts that the scores were last fitted to; scaled so that the largest is 1. kBest is the
/// rule with the higher macro recall on those posts, plain when equal. Same length, not empty.
[[nodiscard]] Decision choose_decision(std::span<const Scores> raw, std::span<const Sentiment> truth,
                                       const Calibration& calibration, const PerSentiment<double>& prior,
                                       DecisionRule rule);

}  // namespace polso
