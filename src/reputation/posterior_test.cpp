#include "reputation/posterior.h"

#include <gtest/gtest.h>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

/// A model that never errs: the posterior is the Dirichlet distribution.
Evidence sure() {
  Evidence evidence;
  evidence.ratio[cell_of({1, 0, 0})] = {1e12, 1};
  evidence.ratio[cell_of({0, 1, 0})] = {1e-12, 1e-12};
  evidence.ratio[cell_of({0, 0, 1})] = {1, 1e12};
  return evidence;
}

Histogram certain(std::uint32_t negative, std::uint32_t neutral, std::uint32_t positive) {
  Histogram histogram;
  histogram.cells[cell_of({1, 0, 0})] = negative;
  histogram.cells[cell_of({0, 1, 0})] = neutral;
  histogram.cells[cell_of({0, 0, 1})] = positive;
  return histogram;
}

struct Row {
  const char* what;
  std::uint32_t negative, neutral, positive;
};

constexpr Row kRows[] = {
    {"no posts", 0, 0, 0},           {"one post", 1, 0, 0},          {"a few of each", 3, 4, 5},
    {"a hundred", 20, 50, 30},       {"all negative", 100, 0, 0},    {"all neutral", 0, 100, 0},
    {"all positive", 0, 0, 100},     {"no negative", 0, 500, 500},   {"ten million", 3000000, 5000000, 2000000},
    {"a rare one", 10, 9000000, 90}, {"a full bucket", ~0U, ~0U, 1},
};

TEST(Posterior, IsTheDirichletDistributionForAModelThatNeverErrs) {
  for (const Row& row : kRows) {
    const Posterior found = posterior_of(Likelihood(sure(), certain(row.negative, row.neutral, row.positive)));
    const double sum = 3.0 + row.negative + row.neutral + row.positive;
    const Mix mean{(row.negative + 1.0) / sum, (row.positive + 1.0) / sum};
    for (std::size_t k = 0; k < 2; ++k) {
      const double deviation = std::sqrt(mean[k] * (1 - mean[k]) / (sum + 1));
      EXPECT_NEAR(found.mean[k], mean[k], 0.01 * deviation) << row.what << ", " << k;
      EXPECT_NEAR(std::sqrt(found.covariance[k][k]), deviation, 0.02 * deviation) << row.what << ", " << k;
    }
    const double both = -mean[0] * mean[1] / (sum + 1);
    EXPECT_NEAR(found.covariance[0][1], both, 0.02 * std::abs(both) + 1e-15) << row.what;
  }
}

TEST(Posterior, StaysUniformForABlindModel) {
  Evidence blind;
  for (auto& ratio : blind.ratio) ratio = {1, 1};
  const Posterior found = posterior_of(Likelihood(blind, certain(1000, 10, 10)));
  EXPECT_NEAR(found.mean[0], 1.0 / 3, 1e-9);
  EXPECT_NEAR(found.covariance[0][0], 1.0 / 18, 1e-9);
}

TEST(ModelError, IsWhatOtherValidationsOfTheSameSizeWouldHaveChanged) {
  Random random(6);
  const Histogram histogram = simulation::draw({0.2, 0.5, 0.3}, 20000, 2, random);
  constexpr PerSentiment<std::uint64_t> kPosts{300, 900, 600};
  Mix sum{};
  Mix squares{};
  Mix predicted{};
  constexpr int kTimes = 200;
  for (int i = 0; i < kTimes; ++i) {
    const Evidence evidence = fit_evidence(simulation::validation_of(kPosts, 2, random)).value();
    const Likelihood likelihood(evidence, histogram);
    const Posterior posterior = posterior_of(likelihood);
    const Matrix<2> error = model_error(likelihood, evidence, posterior);
    for (std::size_t k = 0; k < 2; ++k) {
      sum[k] += posterior.mean[k] / kTimes;
      squares[k] += posterior.mean[k] * posterior.mean[k] / kTimes;
      predicted[k] += error[k][k] / kTimes;
    }
  }
  for (std::size_t k = 0; k < 2; ++k) {
    const double real = squares[k] - sum[k] * sum[k];
    EXPECT_NEAR(std::sqrt(predicted[k] / real), 1, 0.2) << k;
  }
}

}  // namespace
}  // namespace polso
