#include "monitor/cell_evidence.h"

#include <gtest/gtest.h>

#include "monitor/simulation_for_tests.h"

namespace polso::monitor {
namespace {

constexpr double kSkill = 1.2;
constexpr PerSentiment<double> kEven{1.0 / 3, 1.0 / 3, 1.0 / 3};
constexpr Vector<CellEvidence::kParameters> kCalibrated{0, 1, 0, 0, 0, 1};

TEST(CellEvidence, FindsThatCalibratedScoresMeanWhatTheySayWhateverTheMoodOfTheValidation) {
  for (const PerSentiment<double> shares : {kEven, PerSentiment<double>{0.1, 0.3, 0.6}}) {
    Random random(3);
    const auto evidence = learn_evidence(simulation::by_truth(simulation::posts_of(shares, 20'000, kSkill, random)));
    ASSERT_TRUE(evidence);
    for (std::size_t i = 0; i < kCalibrated.size(); ++i)
      EXPECT_NEAR(evidence->parameters[i], kCalibrated[i], 0.12) << i;
  }
}

TEST(CellEvidence, IsNothingWhenASentimentHasTooFewPosts) {
  Random random(1);
  ByTruth few = simulation::by_truth(simulation::posts_of(kEven, 300, kSkill, random));
  ASSERT_TRUE(learn_evidence(few));
  few[2] = {};
  EXPECT_FALSE(learn_evidence(few));
}

TEST(CellEvidence, AgesByTheMeanAndGrowsLessSure) {
  Aging aging;
  aging.mean[1] = -0.4;
  aging.covariance[1][1] = 0.1;
  const CellEvidence old = aged({}, aging);
  EXPECT_DOUBLE_EQ(old.parameters[1], 0.6);
  EXPECT_DOUBLE_EQ(old.covariance[1][1], 0.1);
  EXPECT_DOUBLE_EQ(old.parameters[5], 1);
}

TEST(CellEvidence, IsBroughtUpToDateByASmallAuditAsFarAsItsPriorLets) {
  Random random(5);
  // The model's scores have come to mean half of what they did.
  std::vector<Checked> posts = simulation::posts_of(kEven, 2000, kSkill, random);
  for (Checked& post : posts) {
    double sum = 0;
    for (float& score : post.verdict.scores) sum += score = score * score;
    for (float& score : post.verdict.scores) score = static_cast<float>(score / sum);
  }
  CellEvidence sure;
  CellEvidence unsure;
  for (std::size_t i = 0; i < CellEvidence::kParameters; ++i) {
    sure.covariance[i][i] = 1e-6;
    unsure.covariance[i][i] = 0.3;
  }
  EXPECT_NEAR(refreshed(sure, simulation::by_truth(posts)).parameters[1], 1, 0.02);
  const CellEvidence fresh = refreshed(unsure, simulation::by_truth(posts));
  EXPECT_NEAR(fresh.parameters[1], 0.55, 0.12);
  EXPECT_LT(fresh.covariance[1][1], 0.02);
  EXPECT_NEAR(refreshed(unsure, {}).parameters[1], 1, 1e-6) << "without an audit nothing changes";
}

}  // namespace
}  // namespace polso::monitor
