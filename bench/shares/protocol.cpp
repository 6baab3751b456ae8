// Draws the samples and sums up errors and coverage.
#include "protocol.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "reputation/estimator.h"

namespace polso {
namespace {

using Counts = PerSentiment<std::size_t>;

PerSentiment<double> uniform_shares(Random& random) {
  PerSentiment<double> shares{random.exponential(), random.exponential(), random.exponential()};
  const double sum = shares[0] + shares[1] + shares[2];
  for (double& share : shares) share /= sum;
  return shares;
}

/// Whole posts by largest remainder.
Counts whole(const PerSentiment<double>& shares, std::size_t posts) {
  Counts counts{};
  PerSentiment<double> rest{};
  std::size_t left = posts;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double exact = shares[s] * static_cast<double>(posts);
    counts[s] = std::min(static_cast<std::size_t>(exact), left);
    rest[s] = exact - static_cast<double>(counts[s]);
    left -= counts[s];
  }
  for (; left > 0; --left) {
    const auto largest = static_cast<std::size_t>(std::ranges::max_element(rest) - rest.begin());
    ++counts[largest];
    rest[largest] -= 1;
  }
  return counts;
}

/// Posts of each Sentiment, to be drawn from.
class Pool {
 public:
  explicit Pool(const Judged& judged) {
    for (std::size_t i = 0; i < judged.truth.size(); ++i) {
      posts_[index(judged.truth[i])].push_back(judged.verdicts[i]);
    }
  }

  Histogram draw(const Counts& counts, Random& random) {
    Histogram histogram;
    for (std::size_t s = 0; s < kSentiments; ++s) {
      std::vector<Verdict>& posts = posts_[s];
      const bool enough = counts[s] <= posts.size();
      for (std::size_t i = 0; i < counts[s]; ++i) {
        const std::size_t from = enough ? i : 0;
        const std::size_t chosen = from + random.below(posts.size() - from);
        histogram.add(posts[chosen]);
        if (enough) std::swap(posts[from], posts[chosen]);
      }
    }
    return histogram;
  }

 private:
  PerSentiment<std::vector<Verdict>> posts_;
};

std::vector<ShareEstimator> estimators_for(const Calibrations& calibrations) {
  std::vector<ShareEstimator> estimators;
  estimators.reserve(kConfidences.size());
  for (const double confidence : kConfidences) {
    estimators.emplace_back(calibrations.validation,
                            EstimatorOptions{.confidence = confidence, .drifted = calibrations.old});
  }
  return estimators;
}

}  // namespace

ProtocolResult run_protocol(const Calibrations& calibrations, const Judged& pool, std::size_t posts, std::size_t draws,
                            std::uint64_t seed) {
  const std::vector<Method> methods = methods_for(calibrations);
  const std::vector<ShareEstimator> estimators = estimators_for(calibrations);
  const double all = static_cast<double>(draws);
  ProtocolResult result;
  for (const Method& method : methods) result.methods.push_back({method.name, {}});
  Random random(seed);
  Pool source(pool);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const Counts counts = whole(uniform_shares(random), posts);
    const Histogram histogram = source.draw(counts, random);
    PerSentiment<double> truth{};
    for (std::size_t s = 0; s < kSentiments; ++s) {
      truth[s] = static_cast<double>(counts[s]) / static_cast<double>(posts);
    }
    for (std::size_t m = 0; m < methods.size(); ++m) {
      result.methods[m].errors += errors_of(truth, methods[m].shares(histogram), posts).over(all);
    }
    for (std::size_t c = 0; c < estimators.size(); ++c) {
      const Share share = estimators[c].estimate(histogram);
      for (std::size_t s = 0; s < kSentiments; ++s) {
        const Estimate& found = share.corrected[s];
        result.width[c] += (found.high - found.low) / (kSentiments * all);
        if (found.low <= truth[s] && truth[s] <= found.high) result.coverage[c] += 1 / (kSentiments * all);
      }
    }
  }
  return result;
}

}  // namespace polso
