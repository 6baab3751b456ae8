// Calibration and the decision rule: from raw scores to a Verdict.
#include <algorithm>
#include <cmath>

#include "bundle/bundle.h"

namespace polso {
namespace {

constexpr double kSmallest = 1e-7;  // log of a raw score stays finite

PerSentiment<double> softmax(PerSentiment<double> logits) {
  const double top = *std::ranges::max_element(logits);
  double sum = 0;
  for (double& logit : logits) sum += logit = std::exp(logit - top);
  for (double& logit : logits) logit /= sum;
  return logits;
}

}  // namespace

PerSentiment<double> calibrated_logits(const Scores& raw, const Calibration& calibration) {
  PerSentiment<double> logs{};
  for (std::size_t i = 0; i < kSentiments; ++i) logs[i] = std::log(raw[i] > kSmallest ? double{raw[i]} : kSmallest);
  PerSentiment<double> logits = calibration.bias;
  for (std::size_t i = 0; i < kSentiments; ++i) {
    for (std::size_t j = 0; j < kSentiments; ++j) logits[i] += calibration.weight[i][j] * logs[j];
  }
  return logits;
}

Verdict judge(const Scores& raw, const Calibration& calibration, const PerSentiment<double>& decision_weight) {
  const PerSentiment<double> scores = softmax(calibrated_logits(raw, calibration));
  Verdict verdict;
  std::size_t best = 0;
  for (std::size_t i = 0; i < kSentiments; ++i) {
    verdict.scores[i] = static_cast<float>(scores[i]);
    if (scores[i] * decision_weight[i] > scores[best] * decision_weight[best]) best = i;
  }
  verdict.label = static_cast<Sentiment>(best);
  return verdict;
}

}  // namespace polso
