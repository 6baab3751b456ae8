// A model that we know everything about, for tests: its scores, its errors, and any number of posts of any mix.
#pragma once

#include <cmath>
#include <cstdint>

#include "base/random.h"
#include "bundle/bundle.h"
#include "post/bucket.h"

namespace polso::simulation {

/// A post's Verdict. `skill` 0 knows nothing; 2 is about as good as fastText on TweetEval; 6 hardly errs.
inline Verdict verdict_of(std::size_t truth, double skill, Random& random) {
  PerSentiment<double> odds{};
  double sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double noise = random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2;
    odds[s] = std::exp(skill * ((s == truth ? 0.5 : 0) + noise));
    sum += odds[s];
  }
  Verdict verdict;
  std::size_t best = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    verdict.scores[s] = static_cast<float>(odds[s] / sum);
    if (odds[s] > odds[best]) best = s;
  }
  verdict.label = static_cast<Sentiment>(best);
  return verdict;
}

inline Histogram histogram_of(const PerSentiment<std::uint64_t>& posts, double skill, Random& random) {
  Histogram histogram;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    for (std::uint64_t i = 0; i < posts[s]; ++i) histogram.add(verdict_of(s, skill, random));
  }
  return histogram;
}

inline Validation validation_of(const PerSentiment<std::uint64_t>& posts, double skill, Random& random) {
  Validation validation;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    PerSentiment<std::uint64_t> only{};
    only[s] = posts[s];
    validation.by_truth[s] = histogram_of(only, skill, random);
  }
  return validation;
}

/// `posts` posts, each of a Sentiment drawn with these probabilities.
inline Histogram draw(const PerSentiment<double>& shares, std::uint64_t posts, double skill, Random& random) {
  PerSentiment<std::uint64_t> counts{};
  for (std::uint64_t i = 0; i < posts; ++i) {
    const double u = random.uniform();
    ++counts[u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2];
  }
  return histogram_of(counts, skill, random);
}

inline PerSentiment<double> uniform_shares(Random& random) {
  PerSentiment<double> shares{random.exponential(), random.exponential(), random.exponential()};
  const double sum = shares[0] + shares[1] + shares[2];
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace polso::simulation
