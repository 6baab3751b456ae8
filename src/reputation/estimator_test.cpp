#include "reputation/estimator.h"

#include <gtest/gtest.h>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

constexpr double kSkill = 2;

ShareEstimator estimator(EstimatorOptions options = {}) {
  Random random(1);
  return {simulation::validation_of({400, 900, 700}, kSkill, random), options};
}

void expect_sound(const Share& share, const std::string& what) {
  double sum = 0;
  for (const Estimate& e : share.corrected) {
    EXPECT_GE(e.low, 0) << what;
    EXPECT_LE(e.low, e.value) << what;
    EXPECT_LE(e.value, e.high) << what;
    EXPECT_LE(e.high, 1) << what;
    sum += e.value;
  }
  EXPECT_NEAR(sum, 1, 1e-9) << what;
}

TEST(ShareEstimator, IsSoundWhateverTheHistogram) {
  const ShareEstimator shares = estimator();
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    for (const std::uint32_t posts : {1U, 30U, 10'000'000U, ~0U}) {
      Histogram histogram;
      histogram.cells[cell] = posts;
      histogram.labels[1] = posts;
      expect_sound(shares.estimate(histogram), std::to_string(posts) + " posts in cell " + std::to_string(cell));
    }
  }
  Histogram full;
  full.cells.fill(~0U);
  full.labels.fill(~0U);
  expect_sound(shares.estimate(full), "every counter at its limit");
}

TEST(ShareEstimator, IsCloserThanCountingAndItsIntervalCoversTheTruth) {
  Random random(2);
  for (const std::uint64_t posts : {50U, 100U, 500U, 5000U}) {
    double corrected = 0;
    double counted = 0;
    int covered = 0;
    constexpr int kDraws = 200;
    for (int i = 0; i < kDraws; ++i) {
      const ShareEstimator shares(simulation::validation_of({300, 900, 600}, kSkill, random), {});
      const auto truth = simulation::uniform_shares(random);
      const Share share = shares.estimate(simulation::draw(truth, posts, kSkill, random));
      for (std::size_t s = 0; s < kSentiments; ++s) {
        corrected += std::abs(share.corrected[s].value - truth[s]);
        counted += std::abs(share.counted[s] - truth[s]);
        covered += share.corrected[s].low <= truth[s] && truth[s] <= share.corrected[s].high;
      }
    }
    EXPECT_LT(corrected, 0.8 * counted) << posts;
    EXPECT_GT(covered, 0.86 * 3 * kDraws) << posts;
    EXPECT_LT(covered, 0.94 * 3 * kDraws) << posts;
  }
}

TEST(ShareEstimator, GetsNarrowerWithMorePostsButNeverSurerThanItsModel) {
  const ShareEstimator shares = estimator();
  Random random(3);
  double before = 1;
  for (const std::uint64_t posts : {30U, 300U, 3000U, 30000U}) {
    const Estimate negative = shares.estimate(simulation::draw({0.3, 0.4, 0.3}, posts, kSkill, random)).corrected[0];
    EXPECT_LT(negative.high - negative.low, before) << posts;
    before = negative.high - negative.low;
  }
  EXPECT_GT(before, 0.02);
}

TEST(ShareEstimator, SaysWhenPostsAreTooFew) {
  const ShareEstimator shares = estimator();
  Random random(4);
  EXPECT_FALSE(shares.estimate({}).enough);
  EXPECT_EQ(shares.estimate({}).posts, 0);
  EXPECT_FALSE(shares.estimate(simulation::histogram_of({1, 0, 0}, kSkill, random)).enough);
  EXPECT_FALSE(shares.estimate(simulation::histogram_of({10, 10, 9}, kSkill, random)).enough);
  EXPECT_TRUE(shares.estimate(simulation::histogram_of({20, 20, 20}, kSkill, random)).enough);
}

TEST(ShareEstimator, SaysWhenManyPostsStillTellNothing) {
  Random random(5);
  const ShareEstimator blind(simulation::validation_of({500, 500, 500}, 0.05, random), {});
  EXPECT_FALSE(blind.estimate(simulation::histogram_of({50, 50, 50}, 0.05, random)).enough);
}

TEST(ShareEstimator, ShowsThePlainCountBesideAndAloneWhenItKnowsNoErrors) {
  const ShareEstimator shares(Validation{}, {});
  Histogram histogram;
  histogram.add({{0.9F, 0.05F, 0.05F}, Sentiment::kNegative});
  histogram.add({{0.1F, 0.8F, 0.1F}, Sentiment::kNeutral});
  const Share share = shares.estimate(histogram);
  EXPECT_FALSE(share.enough);
  EXPECT_EQ(share.counted, (PerSentiment<double>{0.5, 0.5, 0}));
  EXPECT_EQ(share.corrected[0].value, 0.5);
  EXPECT_EQ(share.corrected[0].low, 0);
  EXPECT_EQ(share.corrected[0].high, 1);
}

TEST(ShareEstimator, GivesTheSameShareForTheSameHistogram) {
  Random random(6);
  const Histogram histogram = simulation::draw({0.3, 0.4, 0.3}, 200, kSkill, random);
  const Share first = estimator().estimate(histogram);
  const Share second = estimator().estimate(histogram);
  for (std::size_t s = 0; s < kSentiments; ++s) {
    EXPECT_EQ(first.corrected[s].value, second.corrected[s].value);
    EXPECT_EQ(first.corrected[s].low, second.corrected[s].low);
  }
}

TEST(ShareEstimator, WidensWithConfidence) {
  Random random(7);
  const Histogram histogram = simulation::draw({0.3, 0.4, 0.3}, 200, kSkill, random);
  const Estimate half = estimator({.confidence = 0.5}).estimate(histogram).corrected[0];
  const Estimate most = estimator({.confidence = 0.95}).estimate(histogram).corrected[0];
  EXPECT_EQ(half.value, most.value);
  EXPECT_LT(half.high - half.low, most.high - most.low);
}

TEST(ShareEstimator, WidensWhenTheValidationIsOld) {
  Random random(8);
  const Histogram histogram = simulation::draw({0.3, 0.4, 0.3}, 500, kSkill, random);
  const Share fresh = estimator().estimate(histogram);
  const Share old = estimator({.drifted = true}).estimate(histogram);
  for (std::size_t s = 0; s < kSentiments; ++s) {
    EXPECT_NEAR(old.corrected[s].value, fresh.corrected[s].value, 0.1);
    EXPECT_GT(old.corrected[s].high - old.corrected[s].low, fresh.corrected[s].high - fresh.corrected[s].low);
  }
}

TEST(ShareEstimator, UsesFreshLabelsOnceThereAreEnough) {
  Random random(9);
  const Validation old = simulation::validation_of({400, 900, 700}, kSkill, random);
  const Histogram histogram = simulation::draw({0.3, 0.4, 0.3}, 200, 1, random);
  const EstimatorOptions options{.drifted = true};
  const Share without = ShareEstimator(old, options).estimate(histogram);
  const struct {
    PerSentiment<std::uint64_t> audit;
    bool used;
  } cases[] = {
      {{0, 0, 0}, false}, {{9, 10, 10}, false}, {{10, 10, 10}, true}, {{0, 30, 0}, true}, {{300, 300, 300}, true}};
  for (const auto& c : cases) {
    const Validation audit = simulation::validation_of(c.audit, 1, random);
    const Share with = ShareEstimator(old, audit, options).estimate(histogram);
    expect_sound(with, std::to_string(c.audit[1]));
    EXPECT_EQ(with.corrected[0].value != without.corrected[0].value, c.used) << c.audit[1];
  }
}

}  // namespace
}  // namespace polso
