#include "reputation/emq.h"

#include <gtest/gtest.h>

#include "reputation/likelihood.h"
#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

TEST(Emq, ComesNearTheTruthWithManyPosts) {
  Random random(1);
  const auto evidence = fit_evidence(simulation::validation_of({5000, 5000, 5000}, 2, random));
  const auto shares = emq(evidence.value(), simulation::histogram_of({1000, 2000, 7000}, 2, random));
  EXPECT_NEAR(shares[0], 0.1, 0.03);
  EXPECT_NEAR(shares[1], 0.2, 0.03);
  EXPECT_NEAR(shares[2], 0.7, 0.03);
}

TEST(Emq, IsWhereTheLikelihoodIsLargest) {
  Random random(2);
  const auto evidence = fit_evidence(simulation::validation_of({500, 800, 700}, 2, random)).value();
  const Histogram histogram = simulation::histogram_of({30, 40, 30}, 2, random);
  const Likelihood likelihood(evidence, histogram);
  const auto best = emq(evidence, histogram);
  const double top = likelihood({best[0], best[2]});
  for (const Mix step : {Mix{0.01, 0}, Mix{-0.01, 0}, Mix{0, 0.01}, Mix{0, -0.01}, Mix{0.01, -0.01}}) {
    EXPECT_LT(likelihood({best[0] + step[0], best[2] + step[1]}), top);
  }
}

TEST(Emq, LeavesASentimentOutThatStartsAtZero) {
  Random random(3);
  const auto evidence = fit_evidence(simulation::validation_of({500, 500, 500}, 2, random));
  const auto shares = emq(evidence.value(), simulation::histogram_of({80, 0, 20}, 2, random), {0.5, 0, 0.5});
  EXPECT_EQ(shares[1], 0);
  EXPECT_NEAR(shares[0], 0.8, 0.15);
}

TEST(Emq, ReturnsItsStartWithoutPosts) {
  Random random(4);
  const auto evidence = fit_evidence(simulation::validation_of({50, 50, 50}, 2, random));
  EXPECT_EQ(emq(evidence.value(), {}), (PerSentiment<double>{1.0 / 3, 1.0 / 3, 1.0 / 3}));
}

TEST(EvidenceOfScores, DividesThePrevalenceOut) {
  Random random(5);
  const auto evidence = evidence_of_scores(simulation::validation_of({100, 400, 200}, 2, random)).value();
  const Cell middle = cell_of({0.25F, 0.5F, 0.25F});
  EXPECT_NEAR(evidence.ratio[middle][0], 0.5 * 4, 0.05);
  EXPECT_NEAR(evidence.ratio[middle][1], 0.5 * 2, 0.05);
  EXPECT_FALSE(evidence_of_scores({}));
}

}  // namespace
}  // namespace polso
