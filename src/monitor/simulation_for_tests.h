// A model and people that we know everything about, for tests.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "bundle/bundle.h"
#include "monitor/cell_evidence.h"
#include "monitor/checked.h"
#include "post/bucket.h"

namespace polso::monitor::simulation {

/// The model's decision rule leans towards negative, so that its accuracy depends on the mood.
inline constexpr PerSentiment<double> kRule{1, 0.6, 0.8};

inline Verdict judged(const Scores& scores) {
  std::size_t best = 0;
  for (std::size_t s = 1; s < kSentiments; ++s) {
    if (kRule[s] * scores[s] > kRule[best] * scores[best]) best = s;
  }
  return {scores, static_cast<Sentiment>(best)};
}

/// A post's Verdict. `skill` 0 knows nothing; 1.2 is about as good as fastText on TweetEval. The scores are calibrated
/// for equal shares.
inline Verdict verdict_of(std::size_t truth, double skill, Random& random) {
  PerSentiment<double> odds{};
  double sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double normal = std::sqrt(2 * random.exponential()) * std::cos(6.283185307179586 * random.uniform());
    odds[s] = std::exp(skill * ((s == truth ? skill / 2 : 0) + normal / std::sqrt(2.0)));
    sum += odds[s];
  }
  Scores scores{};
  for (std::size_t s = 0; s < kSentiments; ++s) scores[s] = static_cast<float>(odds[s] / sum);
  return judged(scores);
}

inline Checked checked(const PerSentiment<double>& shares, double skill, Random& random) {
  const double u = random.uniform();
  const std::size_t truth = u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2;
  return {verdict_of(truth, skill, random), static_cast<Sentiment>(truth), 1};
}

inline std::vector<Checked> posts_of(const PerSentiment<double>& shares, std::size_t count, double skill,
                                     Random& random) {
  std::vector<Checked> posts(count);
  for (Checked& post : posts) post = checked(shares, skill, random);
  return posts;
}

inline Histogram histogram_of(const std::vector<Checked>& posts) {
  Histogram histogram;
  for (const Checked& post : posts) histogram.add(post.verdict);
  return histogram;
}

inline ByTruth by_truth(const std::vector<Checked>& posts) {
  ByTruth counted{};
  for (const Checked& post : posts) counted[index(post.truth)].add(post.verdict);
  return counted;
}

inline Validation validation_of(const std::vector<Checked>& posts) {
  Validation validation;
  validation.by_truth = by_truth(posts);
  return validation;
}

inline double accuracy_of(const std::vector<Checked>& posts) {
  double right = 0;
  for (const Checked& post : posts) right += post.right() ? 1 : 0;
  return right / static_cast<double>(posts.size());
}

}  // namespace polso::monitor::simulation
