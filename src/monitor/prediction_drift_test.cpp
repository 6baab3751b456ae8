#include "monitor/prediction_drift.h"

#include <gtest/gtest.h>

#include "monitor/simulation_for_tests.h"

namespace polso::monitor {
namespace {

constexpr double kSkill = 1.2;
constexpr PerSentiment<double> kUsual{0.2, 0.45, 0.35};

Histogram drawn(const PerSentiment<double>& shares, std::size_t count, double skill, Random& random) {
  return simulation::histogram_of(simulation::posts_of(shares, count, skill, random));
}

TEST(ScoreDistance, IsHowFarTheScoresMoved) {
  Histogram low, high;
  low.add({{0.5F, 0.5F, 0}, Sentiment::kNegative});
  high.add({{0.2F, 0.5F, 0.3F}, Sentiment::kNeutral});
  EXPECT_NEAR(score_distance(low, high), (0.3 + 0 + 0.3) / 3, 1e-9);
  EXPECT_EQ(score_distance(low, low), 0);
  EXPECT_EQ(score_distance(low, {}), 0);
}

TEST(PredictionDrift, WithoutAnyChangeBothFiguresAreQuiet) {
  int mood = 0;
  int shape = 0;
  constexpr int kTrials = 100;
  for (std::uint64_t seed = 1; seed <= kTrials; ++seed) {
    Random random(seed);
    const PredictionDrift found = prediction_drift({}, drawn(kUsual, 1000, kSkill, random),
                                                   drawn(kUsual, 300, kSkill, random), {.rounds = 19, .seed = seed});
    mood += found.mood.p < 0.2 ? 1 : 0;
    shape += found.shape.p < 0.2 ? 1 : 0;
  }
  EXPECT_NEAR(mood, 20, 14);
  EXPECT_LE(shape, 30);
}

TEST(PredictionDrift, AModelThatLosesItsWitsShowsInTheShape) {
  Random random(9);
  const PredictionDrift found =
      prediction_drift({}, drawn(kUsual, 4000, kSkill, random), drawn(kUsual, 1000, 0.4, random), {});
  EXPECT_TRUE(found.enough);
  EXPECT_LT(found.shape.p, 0.01);
  EXPECT_GT(found.shape.value, 2 * found.shape.usual);
}

TEST(PredictionDrift, AHistogramOfMonthsIsDrawnFromAndFewPostsSayNothing) {
  Random random(10);
  Histogram months = drawn(kUsual, 2000, kSkill, random);
  for (auto& count : months.cells) count *= 1000;
  const Histogram now = drawn(kUsual, 300, kSkill, random);
  EXPECT_TRUE(prediction_drift({}, months, now, {.rounds = 9, .most = 1000}).enough);
  EXPECT_FALSE(prediction_drift({}, months, drawn(kUsual, 20, kSkill, random), {}).enough);
}

}  // namespace
}  // namespace polso::monitor
