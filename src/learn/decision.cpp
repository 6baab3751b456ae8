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

PerSentiment<double> inverse(const PerSentiment<double>& prior) {
  PerSentiment<double> weight{};
  const double least = *std::ranges::min_element(prior);
  for (std::size_t i = 0; i < kSentiments; ++i) weight[i] = prior[i] > 0 ? least / prior[i] : 1;
  return weight;
}

}  // namespace

Decision choose_decision(std::span<const Scores> raw, std::span<const Sentiment> truth, const Calibration& calibration,
                         const PerSentiment<double>& prior, DecisionRule rule) {
  Decision plain{"plain", {1, 1, 1}};
  Decision corrected{"prior-corrected", inverse(prior)};
  if (rule == DecisionRule::kPlain) return plain;
  if (rule == DecisionRule::kPriorCorrected) return corrected;
  const double gain =
      macro_recall(raw, truth, calibration, corrected.weight) - macro_recall(raw, truth, calibration, plain.weight);
  return gain > 0 ? corrected : plain;
}

}  // namespace polso
