// How good a classifier is on labelled posts, each figure with a bootstrap interval.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "bundle/bundle.h"
#include "post/post.h"

namespace polso {

/// Rows: truth; columns: the label given.
using Confusion = PerSentiment<PerSentiment<std::uint64_t>>;

inline constexpr std::size_t kEceBins = 15;
inline constexpr std::size_t kResamples = 1000;
inline constexpr double kMetricConfidence = 0.95;

struct Evaluation {
  std::uint64_t posts = 0;
  Confusion confusion{};
  /// "macro_recall", "macro_f1", "accuracy", "ece", "log_loss"; the interval is the middle 95 % of 1,000 resamples of
  /// the posts (percentile bootstrap, Efron 1979). Macro averages are over the sentiments that occur in the truth.
  /// "ece" is the expected calibration error of the most probable sentiment in 15 bins of equal width (Guo et al.
  /// 2017); "log_loss" is in nats.
  std::map<std::string, Metric> metrics;
};

/// Same length, not empty. Deterministic for a seed.
[[nodiscard]] Evaluation evaluate(std::span<const Sentiment> truth, std::span<const Verdict> verdicts,
                                  std::uint64_t seed);

}  // namespace polso
