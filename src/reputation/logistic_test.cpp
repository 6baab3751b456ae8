#include "reputation/logistic.h"

#include <gtest/gtest.h>

#include <cmath>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

TEST(Logistic, FindsTheParametersThatCountsWereMadeWith) {
  const EvidenceParameters wanted{-0.2, 0.8, 0.1, 0.3, -0.1, 1.2};
  const Evidence truth = evidence_of({wanted, {}});
  CellCounts counts{};
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    for (std::size_t k = 0; k < 2; ++k) counts[kCompared[k]][cell] = 1e4 * truth.ratio[cell][k];
    counts[1][cell] = 1e4;
  }
  // Not normalised: the offset takes the totals out, and the intercepts move by as much.
  const PerSentiment<double> posts = totals(counts);
  const EvidenceFit fit = fit_logistic(counts, calibrated_prior());
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) {
    const double moved = i % Evidence::kTerms == 0 ? std::log(posts[kCompared[i / Evidence::kTerms]] / posts[1]) : 0;
    EXPECT_NEAR(fit.parameters[i], wanted[i] - moved, 1e-3) << i;
  }
}

TEST(Logistic, AnswersThePriorWithoutPosts) {
  EvidencePrior prior = calibrated_prior();
  prior.mean = {0.1, 0.9, 0.2, -0.1, 0.1, 1.1};
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) prior.precision[i][i] = 4;
  const EvidenceFit fit = fit_logistic({}, prior);
  EXPECT_EQ(fit.parameters, prior.mean);
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) EXPECT_NEAR(fit.covariance[i][i], 0.25, 1e-12);
}

TEST(Logistic, HoldsToASurePriorAndLeavesAnUnsureOne) {
  Random random(3);
  const CellCounts counts = counts_of(simulation::validation_of({300, 300, 300}, 1, random));
  EvidencePrior sure = calibrated_prior();
  EvidencePrior unsure = sure;
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) {
    sure.precision[i][i] = 1e9;
    unsure.precision[i][i] = 1e-6;
  }
  const EvidenceFit held = fit_logistic(counts, sure);
  const EvidenceFit left = fit_logistic(counts, unsure);
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) EXPECT_NEAR(held.parameters[i], sure.mean[i], 1e-4) << i;
  EXPECT_GT(left.parameters[1], sure.mean[1] + 0.3);
}

TEST(Logistic, CountsPostsByTrueSentiment) {
  Random random(4);
  const PerSentiment<double> posts = totals(counts_of(simulation::validation_of({3, 5, 7}, 2, random)));
  EXPECT_EQ(posts, (PerSentiment<double>{3, 5, 7}));
}

}  // namespace
}  // namespace polso
