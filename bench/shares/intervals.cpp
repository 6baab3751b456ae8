// Counts how often intervals hold the truth: of the people, and of the posts at hand.
#include "base/random.h"
#include "protocol.h"
#include "reputation/estimator.h"

namespace polso {
namespace {

using Shares = PerSentiment<double>;

std::vector<ShareEstimator> estimators_for(const Calibrations& calibrations) {
  std::vector<ShareEstimator> estimators;
  estimators.reserve(kConfidences.size());
  for (const double confidence : kConfidences) {
    estimators.emplace_back(calibrations.validation, calibrations.audit,
                            EstimatorOptions{.confidence = confidence, .drifted = calibrations.old});
  }
  return estimators;
}

Shares uniform_shares(Random& random) {
  Shares shares{random.exponential(), random.exponential(), random.exponential()};
  const double sum = shares[0] + shares[1] + shares[2];
  for (double& share : shares) share /= sum;
  return shares;
}

struct Sample {
  Histogram histogram;
  Shares shares{};
};

Sample sample_with(const Shares& shares, const PerSentiment<std::vector<Verdict>>& pool, std::size_t posts,
                   Random& random) {
  Sample sample;
  for (std::size_t n = 0; n < posts; ++n) {
    const double at = random.uniform();
    const std::size_t sentiment = at < shares[0] ? 0 : at < shares[0] + shares[1] ? 1 : 2;
    sample.histogram.add(pool[sentiment][random.below(pool[sentiment].size())]);
    sample.shares[sentiment] += 1 / static_cast<double>(posts);
  }
  return sample;
}

}  // namespace

IntervalResult run_intervals(const Calibrations& calibrations, const Judged& pool, std::size_t posts, std::size_t draws,
                             std::uint64_t seed) {
  PerSentiment<std::vector<Verdict>> verdicts;
  for (std::size_t i = 0; i < pool.truth.size(); ++i) verdicts[index(pool.truth[i])].push_back(pool.verdicts[i]);
  const std::vector<ShareEstimator> estimators = estimators_for(calibrations);
  const double all = static_cast<double>(kSentiments * draws);
  IntervalResult result;
  Random random(seed);
  for (std::size_t n = 0; n < draws; ++n) {
    const Shares people = uniform_shares(random);
    const Sample sample = sample_with(people, verdicts, posts, random);
    for (std::size_t c = 0; c < estimators.size(); ++c) {
      const Share share = estimators[c].estimate(sample.histogram);
      for (std::size_t s = 0; s < kSentiments; ++s) {
        const auto& [value, low, high] = share.corrected[s];
        result.width[c] += (high - low) / all;
        if (low <= people[s] && people[s] <= high) result.people[c] += 1 / all;
        if (low <= sample.shares[s] && sample.shares[s] <= high) result.sample[c] += 1 / all;
      }
    }
  }
  return result;
}

}  // namespace polso
