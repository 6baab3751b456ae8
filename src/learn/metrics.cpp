// Each post is reduced to what the sums need once; a resample only adds them up.
#include "learn/metrics.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace polso {
namespace {

struct Outcome {
  std::uint8_t truth;
  std::uint8_t label;
  std::uint8_t bin;
  bool top_is_true;
  double confidence;
  double loss;
};

Outcome outcome_of(Sentiment truth, const Verdict& verdict) {
  constexpr double kSmallest = 1e-7;
  const auto top = std::ranges::max_element(verdict.scores);
  const double confidence = *top;
  const auto bin = std::min(kEceBins - 1, static_cast<std::size_t>(confidence * double{kEceBins}));
  return {static_cast<std::uint8_t>(truth),
          static_cast<std::uint8_t>(verdict.label),
          static_cast<std::uint8_t>(bin),
          top - verdict.scores.begin() == static_cast<std::ptrdiff_t>(index(truth)),
          confidence,
          -std::log(std::max(double{verdict.scores[index(truth)]}, kSmallest))};
}

struct Sums {
  Confusion confusion{};
  std::array<double, kEceBins> excess{};  // confidence minus correctness
  double loss = 0;
  double posts = 0;

  void add(const Outcome& o) {
    ++confusion[o.truth][o.label];
    excess[o.bin] += o.confidence - (o.top_is_true ? 1.0 : 0.0);
    loss += o.loss;
    posts += 1;
  }
};

enum Figure : std::size_t { kMacroRecall, kMacroF1, kAccuracy, kEce, kLogLoss, kFigures };
constexpr std::array<const char*, kFigures> kNames{"macro_recall", "macro_f1", "accuracy", "ece", "log_loss"};

std::array<double, kFigures> figures_of(const Sums& sums) {
  std::array<double, kFigures> figures{};
  double classes = 0;
  for (std::size_t i = 0; i < kSentiments; ++i) {
    double truth = 0;
    double given = 0;
    for (std::size_t j = 0; j < kSentiments; ++j) {
      truth += static_cast<double>(sums.confusion[i][j]);
      given += static_cast<double>(sums.confusion[j][i]);
    }
    const auto hits = static_cast<double>(sums.confusion[i][i]);
    figures[kAccuracy] += hits / sums.posts;
    if (truth == 0) continue;
    classes += 1;
    figures[kMacroRecall] += hits / truth;
    figures[kMacroF1] += 2 * hits / (truth + given);
  }
  figures[kMacroRecall] /= classes;
  figures[kMacroF1] /= classes;
  for (const double excess : sums.excess) figures[kEce] += std::abs(excess) / sums.posts;
  figures[kLogLoss] = sums.loss / sums.posts;
  return figures;
}

/// `sorted` ascending; linear between neighbours.
double quantile(const std::vector<double>& sorted, double at) {
  const double place = at * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Evaluation evaluate(std::span<const Sentiment> truth, std::span<const Verdict> verdicts, std::uint64_t seed) {
  assert(truth.size() == verdicts.size() && !truth.empty());
  std::vector<Outcome> outcomes;
  outcomes.reserve(truth.size());
  Sums all;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    outcomes.push_back(outcome_of(truth[i], verdicts[i]));
    all.add(outcomes.back());
  }
  std::array<std::vector<double>, kFigures> resampled;
  Random random(seed);
  for (std::size_t r = 0; r < kResamples; ++r) {
    Sums sums;
    for (std::size_t i = 0; i < outcomes.size(); ++i) sums.add(outcomes[random.below(outcomes.size())]);
    const auto figures = figures_of(sums);
    for (std::size_t f = 0; f < kFigures; ++f) resampled[f].push_back(figures[f]);
  }
  Evaluation evaluation{truth.size(), all.confusion, {}};
  const auto values = figures_of(all);
  for (std::size_t f = 0; f < kFigures; ++f) {
    std::ranges::sort(resampled[f]);
    constexpr double kTail = (1 - kMetricConfidence) / 2;
    evaluation.metrics[kNames[f]] = {values[f], quantile(resampled[f], kTail), quantile(resampled[f], 1 - kTail)};
  }
  return evaluation;
}

}  // namespace polso
