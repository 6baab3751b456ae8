// Distil: a larger model's scores as labels that a small one can learn from.
#pragma once

#include "post/sentiment.h"

namespace polso {

/// A post is learnt so many times in all.
inline constexpr int kShown = 4;

/// How often with which label: kShown shared out by the scores, largest remainders first (the lower Sentiment at a
/// tie). fastText learns labels and no distributions; shown so, the sum of its losses is that of the scores in quarters
/// (Hinton, Vinyals and Dean 2015).
[[nodiscard]] PerSentiment<int> labels_by_scores(const Scores& scores);

}  // namespace polso
