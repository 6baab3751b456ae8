#include "monitor/unlabelled.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "monitor/aging.h"
#include "monitor/simulation_for_tests.h"

namespace polso::monitor {
namespace {

constexpr double kSkill = 1.2;
constexpr PerSentiment<double> kUsual{0.2, 0.45, 0.35};

AccuracyWatch watch_of(const AccuracyWatchOptions& options = {}, double skill = kSkill) {
  Random random(11);
  return AccuracyWatch::make(simulation::validation_of(simulation::posts_of(kUsual, 6000, skill, random)),
                             simulation::kRule, options)
      .value();
}

struct Errors {
  double steady = 0, moving = 0;  // mean absolute
  double covered = 0;             // by moving's interval
  double disagreed = 0;
};

Errors errors_over(const AccuracyWatch& watch, bool any_mood) {
  constexpr int kWindows = 150;
  Random random(12);
  Errors errors;
  for (int n = 0; n < kWindows; ++n) {
    PerSentiment<double> shares{random.exponential(), random.exponential(), random.exponential()};
    const double sum = shares[0] + shares[1] + shares[2];
    for (double& share : shares) share /= sum;
    const auto posts = simulation::posts_of(any_mood ? shares : kUsual, 1000, kSkill, random);
    const double truth = simulation::accuracy_of(posts);
    const UnlabelledAccuracy found = watch.estimate(simulation::histogram_of(posts));
    errors.steady += std::abs(found.steady.accuracy.value - truth) / kWindows;
    errors.moving += std::abs(found.moving.accuracy.value - truth) / kWindows;
    const Estimate& interval = found.moving.accuracy;
    errors.covered += interval.low <= truth && truth <= interval.high ? 1.0 / kWindows : 0;
    errors.disagreed += found.disagree ? 1.0 / kWindows : 0;
  }
  return errors;
}

TEST(AccuracyWatch, MovingIsWithinTwoPointsWhateverTheMoodAndSteadyIsNot) {
  const Errors errors = errors_over(watch_of(), true);
  EXPECT_LT(errors.moving, 0.02);
  EXPECT_GT(errors.steady, 1.5 * errors.moving);
  EXPECT_GT(errors.covered, 0.84);
  EXPECT_LT(errors.covered, 0.98);
  EXPECT_GT(errors.disagreed, 0.4);
}

TEST(AccuracyWatch, AtTheValidationsMoodBothAreRightAndRarelyDisagree) {
  const Errors errors = errors_over(watch_of(), false);
  EXPECT_LT(errors.moving, 0.02);
  EXPECT_LT(errors.steady, 0.02);
  EXPECT_LT(errors.disagreed, 0.2);
}

TEST(AccuracyWatch, AgingPromisesLessAndIsLessSure) {
  Random random(13);
  const Histogram window = simulation::histogram_of(simulation::posts_of(kUsual, 1000, kSkill, random));
  const Quality fresh = watch_of().estimate(window).moving;
  const Quality old = watch_of({.aging = measured_aging()}).estimate(window).moving;
  EXPECT_LT(old.accuracy.value, fresh.accuracy.value - 0.02);
  EXPECT_GT(old.accuracy.high - old.accuracy.low, 1.5 * (fresh.accuracy.high - fresh.accuracy.low));
}

TEST(AccuracyWatch, AnAuditOfThreeHundredPostsMendsAModelWhoseScoresHaveComeToMeanLess) {
  Random random(14);
  // They are as sure as they were and right less often.
  constexpr double kBefore = 2;
  constexpr float kLeft = 0.7F;
  const auto later = [&](std::size_t count, const PerSentiment<double>& shares) {
    auto posts = simulation::posts_of(shares, count, kLeft * kBefore, random);
    for (Checked& post : posts) {
      Scores scores = post.verdict.scores;
      double sum = 0;
      for (float& score : scores) sum += score = std::pow(score, 1 / kLeft);
      for (float& score : scores) score = static_cast<float>(score / sum);
      post.verdict = simulation::judged(scores);
    }
    return posts;
  };
  const AccuracyWatch old = watch_of({}, kBefore);
  const AccuracyWatch mended =
      watch_of({.aging = measured_aging(), .audit = simulation::by_truth(later(300, kUsual))}, kBefore);
  double without = 0;
  double with = 0;
  for (int n = 0; n < 40; ++n) {
    const auto posts = later(1000, n % 2 == 0 ? kUsual : PerSentiment<double>{0.6, 0.3, 0.1});
    const double truth = simulation::accuracy_of(posts);
    without += std::abs(old.estimate(simulation::histogram_of(posts)).moving.accuracy.value - truth) / 40;
    with += std::abs(mended.estimate(simulation::histogram_of(posts)).moving.accuracy.value - truth) / 40;
  }
  EXPECT_LT(with, 0.04);
  EXPECT_LT(with, 0.6 * without);
}

TEST(AccuracyWatch, KnowsNothingOfNoPostsAndLittleOfOne) {
  const UnlabelledAccuracy none = watch_of().estimate({});
  EXPECT_EQ(none.moving.accuracy.low, 0);
  EXPECT_EQ(none.moving.accuracy.high, 1);
  EXPECT_FALSE(none.disagree);
  Histogram one;
  one.add({{0.3F, 0.4F, 0.3F}, Sentiment::kNeutral});
  const Estimate alone = watch_of().estimate(one).moving.accuracy;
  EXPECT_GT(alone.high - alone.low, 0.6);
  EXPECT_TRUE(std::isfinite(alone.value));
}

TEST(AccuracyWatch, SaysWhatAValidationLacks) {
  const auto watch = AccuracyWatch::make({}, {1, 1, 1});
  ASSERT_FALSE(watch);
  EXPECT_NE(watch.error().message.find("at least 10 posts of each"), std::string::npos);
}

}  // namespace
}  // namespace polso::monitor
