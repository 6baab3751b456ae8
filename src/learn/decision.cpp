// Two candidates, measured.
#include "learn/decision.h"

#include <algorithm>

namespace polso {
namespace {

double macro_recall(std::span<const Scores> raw, std::span<const Sentiment> truth, const Calibration& calibration,
                    const PerSentiment<double>& weight) {
  PerSentiment<double> hits{};
  PerSentiment<double> posts{};
  for (std::size_t n = 0; n < raw.size(); ++n) {
    ++posts[index(truth[n])];
    if (judge(raw[n], calibration, weight).label == truth[n]) ++hits[index(truth[n])];
  }
  double sum = 0;
  for (std::size_t i = 0; i < kSentiments; ++i) sum += posts[i] > 0 ? hits[i] / posts[i] : 0;
  return sum;  // of recalls: only compared
}

PerSentiment<double> inverse_prior(std::span<const Scores> raw, const Calibration& calibration) {
  PerSentiment<double> believed{};
  for (const Scores& scores : raw) {
    const Verdict verdict = judge(scores, calibration, {1, 1, 1});
    for (std::size_t i = 0; i < kSentiments; ++i) believed[i] += double{verdict.scores[i]};
  }
  PerSentiment<double> weight{};
  const double least = *std::ranges::min_element(believed);
  for (std::size_t i = 0; i < kSentiments; ++i) weight[i] = believed[i] > 0 ? least / believed[i] : 1;
  return weight;
}

}  // namespace

Decision choose_decision(std::span<const Scores> raw, std::span<const Sentiment> truth, const Calibration& calibration,
                         DecisionRule rule) {
  Decision plain{"plain", {1, 1, 1}};
  Decision corrected{"prior-corrected", inverse_prior(raw, calibration)};
  if (rule == DecisionRule::kPlain) return plain;
  if (rule == DecisionRule::kPriorCorrected) return corrected;
  const double gain =
      macro_recall(raw, truth, calibration, corrected.weight) - macro_recall(raw, truth, calibration, plain.weight);
  return gain > 0 ? corrected : plain;
}

}  // namespace polso
