#include "monitor/mixture.h"

#include <gtest/gtest.h>

#include <cmath>

#include "monitor/simulation_for_tests.h"

namespace polso::monitor {
namespace {

TEST(Mixture, FindsTheSharesThatPostsWereDrawnWithWithinTheErrorThatItSays) {
  const CellRatios ratios = ratios_of(CellEvidence{}.parameters);
  Random random(7);
  for (const PerSentiment<double> shares : {PerSentiment<double>{0.2, 0.5, 0.3}, PerSentiment<double>{0.9, 0.05, 0.05},
                                            PerSentiment<double>{0.0, 0.0, 1.0}}) {
    const Mixture found = mixture_of(ratios, simulation::histogram_of(simulation::posts_of(shares, 3000, 1.2, random)));
    EXPECT_NEAR(found.shares[0], shares[0], 4 * std::sqrt(found.covariance[0][0]) + 0.01);
    EXPECT_NEAR(found.shares[2], shares[2], 4 * std::sqrt(found.covariance[1][1]) + 0.01);
    EXPECT_NEAR(found.shares[0] + found.shares[1] + found.shares[2], 1, 1e-12);
  }
}

TEST(Mixture, WithoutPostsIsAThirdEach) {
  const Mixture found = mixture_of(ratios_of(CellEvidence{}.parameters), {});
  for (const double share : found.shares) EXPECT_DOUBLE_EQ(share, 1.0 / 3);
}

TEST(Mixture, StaysInsideTheSimplexWhenEveryPostSaysTheSame) {
  Histogram histogram;
  for (int i = 0; i < 5000; ++i) histogram.add({{1, 0, 0}, Sentiment::kNegative});
  const Mixture found = mixture_of(ratios_of(CellEvidence{}.parameters), histogram);
  EXPECT_GT(found.shares[0], 0.98);
  for (const double share : found.shares) EXPECT_GT(share, 0);
}

}  // namespace
}  // namespace polso::monitor
