// The arithmetic of deferral.
#include "bundle/cascade.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace polso {
namespace {

void count(Histogram& histogram, Cell cell, Sentiment label) {
  ++histogram.cells[cell];
  ++histogram.labels[index(label)];
}

}  // namespace

std::array<double, 6> deferral_features(const PerSentiment<double>& tilt, const Scores& scores) {
  PerSentiment<double> q{};
  double sum = 0;
  for (std::size_t i = 0; i < kSentiments; ++i) sum += q[i] = tilt[i] * double{scores[i]};
  for (double& part : q) part = sum > 0 ? part / sum : 1.0 / kSentiments;
  return {q[0] * q[0], q[0] * q[1], q[0] * q[2], q[1] * q[1], q[1] * q[2], q[2] * q[2]};
}

double deferral_score(const DeferralRule& rule, const Scores& scores) {
  const auto features = deferral_features(rule.tilt, scores);
  double score = 0;
  for (std::size_t i = 0; i < features.size(); ++i) score += rule.weight[i] * features[i];
  return score;
}

std::vector<double> quantiles_of(std::vector<double> scores) {
  if (scores.empty()) return {};
  std::ranges::sort(scores);
  std::vector<double> quantiles;
  quantiles.reserve(kQuantileSteps + 1);
  for (std::size_t step = 0; step <= kQuantileSteps; ++step) {
    const double place = static_cast<double>(step * (scores.size() - 1)) / double{kQuantileSteps};
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, scores.size() - 1);
    quantiles.push_back(std::lerp(scores[below], scores[above], place - static_cast<double>(below)));
  }
  return quantiles;
}

double threshold_at(const std::vector<double>& quantiles, double share) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (share <= 0) return kInfinity;
  if (share >= 1 || quantiles.empty()) return -kInfinity;
  const double place = (1 - share) * static_cast<double>(quantiles.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, quantiles.size() - 1);
  return std::lerp(quantiles[below], quantiles[above], place - static_cast<double>(below));
}

PerSentiment<Histogram> by_truth_at(const std::vector<JudgedTwice>& judged, double share) {
  const auto deferred = static_cast<std::size_t>(share * static_cast<double>(judged.size()));
  PerSentiment<Histogram> by_truth{};
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const JudgedTwice& post = judged[i];
    Histogram& histogram = by_truth[index(post.truth)];
    i < deferred ? count(histogram, post.large_cell, post.large_label)
                 : count(histogram, post.small_cell, post.small_label);
  }
  return by_truth;
}

}  // namespace polso
