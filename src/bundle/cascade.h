// Cascade: which two models answer together, which posts the larger one gets, and what both said of validation posts.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "post/bucket.h"
#include "post/post.h"

namespace polso {

/// How much it is worth to ask the large model, seen from the small model's calibrated Scores p. With q = tilt * p,
/// brought to sum 1, the deferral score is the sum over i <= j of weight[ij] * q[i] * q[j]: six numbers are a smooth
/// surface over the simplex. As it stands here it is the chance that two draws from q differ (Gini), half of it.
struct DeferralRule {
  PerSentiment<double> tilt{1, 1, 1};              // the small model's decision weight: ties of q are ties of its label
  std::array<double, 6> weight{0, 1, 1, 0, 1, 0};  // 00, 01, 02, 11, 12, 22
};

/// q[i] * q[j] in the order of DeferralRule::weight.
[[nodiscard]] std::array<double, 6> deferral_features(const PerSentiment<double>& tilt, const Scores& scores);

/// Finite for Scores; the higher, the sooner the large model is asked.
[[nodiscard]] double deferral_score(const DeferralRule& rule, const Scores& scores);

/// A validation post and what both models made of it.
struct JudgedTwice {
  Sentiment truth = Sentiment::kNeutral;
  Cell small_cell = 0;
  Cell large_cell = 0;
  Sentiment small_label = Sentiment::kNeutral;
  Sentiment large_label = Sentiment::kNeutral;
  bool operator==(const JudgedTwice&) const = default;
};

/// Quantiles are kept at 0, 1/kQuantileSteps, …, 1.
inline constexpr std::size_t kQuantileSteps = 200;

/// What a bundle of kind "cascade" holds besides.
struct Cascade {
  std::string small, large;        // where the two lie, seen from the bundle's folder
  std::string small_id, large_id;  // the versions that all the rest is about
  double budget = 0;               // the share of posts for the large model at which the bundle was measured
  DeferralRule rule;
  std::vector<double> quantiles;    // of the deferral score of validation posts, ascending
  std::vector<JudgedTwice> judged;  // the validation posts, highest deferral score first
};

/// The kQuantileSteps + 1 quantiles of `scores`, linear between neighbours; nothing of nothing.
[[nodiscard]] std::vector<double> quantiles_of(std::vector<double> scores);

/// The deferral score that `share` of the validation posts reach; minus infinity when that is all of them or nothing is
/// known, plus infinity for none of them.
[[nodiscard]] double threshold_at(const std::vector<double>& quantiles, double share);

/// What the cascade says of its validation posts when the large model answers this share of them.
[[nodiscard]] PerSentiment<Histogram> by_truth_at(const std::vector<JudgedTwice>& judged, double share);

}  // namespace polso
