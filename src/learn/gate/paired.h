// Two models on the same labelled posts: how much better one is, and how sure that is.
#pragma once

#include <cstdint>
#include <span>

#include "bundle/bundle.h"
#include "post/post.h"

namespace polso {

/// Macro recall of the candidate less that of the champion.
struct PairedDifference {
  std::uint64_t posts = 0;
  double champion = 0, candidate = 0;  // macro recall
  Metric difference;                   // with the middle 90 % of the resamples
  double deviation = 0;                // standard deviation of the resamples
  double worse = 0;                    // share of the resamples in which the candidate is below the champion
  double better = 0;                   // in which it is above
  /// Share of the resamples in which the candidate is below the champion by more than the margin asked for.
  double worse_than_margin = 0;
};

/// Paired bootstrap (Efron and Tibshirani 1993, section 16.4; Koehn 2004 for two systems on one test set): the posts
/// are resampled, both models are measured on the same resample. Macro recall is over the sentiments that occur in the
/// truth. Same lengths; without posts all is 0. Deterministic for a seed.
[[nodiscard]] PairedDifference paired_difference(std::span<const Sentiment> truth, std::span<const Sentiment> champion,
                                                 std::span<const Sentiment> candidate, double margin,
                                                 std::uint64_t seed);

}  // namespace polso
