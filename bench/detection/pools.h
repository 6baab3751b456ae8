// Pools from labelled posts and a bundle, and what can be known from them at best.
#pragma once

#include "base/result.h"
#include "classify/classifier.h"
#include "reputation/detect/gauge.h"
#include "stream.h"

namespace polso::detection {

/// TweetEval's test posts, by what people said of them.
[[nodiscard]] Result<Pools> judge_pools(const Classifier& classifier);

/// How far the mean scores move with the shares.
[[nodiscard]] detect::Slopes slopes_of(const Pools& pools);

/// Relative entropy (nats a post) of the scores, or of perfect labels, when `added` negatives are among posts of `mix`
/// against before.
struct Divergence {
  double scores = 0;
  double labels = 0;
};
[[nodiscard]] Divergence divergence(const Pools& pools, const PerSentiment<double>& mix, double added);

/// Posts until a change is noticed, to first order at least, when a false alarm comes every `posts` (Lorden 1971).
[[nodiscard]] double least_delay(double posts, double divergence);

}  // namespace polso::detection
