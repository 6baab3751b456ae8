#include "classify/cascade/deferral.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/random.h"
#include "bundle/cascade.h"

namespace polso::cascade {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum Budget::Kind;

std::vector<double> uniform(std::size_t count, std::uint64_t seed, double low = 0) {
  Random random(seed);
  std::vector<double> scores(count);
  for (double& score : scores) score = low + (1 - low) * random.uniform();
  return scores;
}

std::vector<double> known() { return quantiles_of(uniform(5000, 9)); }

/// How many of `scores` are chosen when they come `step` at a time.
std::size_t chosen_of(Deferral& deferral, const std::vector<double>& scores, std::size_t step) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < scores.size(); at += step) {
    count += deferral.choose(std::span(scores).subspan(at, std::min(step, scores.size() - at))).size();
  }
  return count;
}

TEST(DeferralOfAShare, TakesExactlyTheHighestOfALargeCall) {
  for (const double share : {0.0, 0.1, 0.25, 1.0}) {
    Deferral deferral({kShare, share}, known(), {});
    const auto scores = uniform(1000, 1, 0.6);  // less certain than the validation posts
    const auto chosen = deferral.choose(scores);
    ASSERT_EQ(chosen.size(), static_cast<std::size_t>(share * 1000));
    EXPECT_TRUE(std::ranges::is_sorted(chosen));
    double least = 2;
    for (const std::size_t i : chosen) least = std::min(least, scores[i]);
    const auto above = std::ranges::count_if(scores, [&](double score) { return score >= least; });
    EXPECT_EQ(static_cast<std::size_t>(above), chosen.size());
  }
}

TEST(DeferralOfAShare, ALargeCallDependsOnNothingButItself) {
  Deferral fresh({kShare, 0.2}, known(), {});
  Deferral used({kShare, 0.2}, known(), {});
  EXPECT_GT(chosen_of(used, uniform(3000, 4, 0.8), 1), 0U);
  const auto scores = uniform(kRankedCall, 5);
  EXPECT_EQ(used.choose(scores), fresh.choose(scores));
}

TEST(DeferralOfAShare, EarlierTextsGoFirstWhereScoresTie) {
  Deferral deferral({kShare, 0.01}, {}, {});
  EXPECT_THAT(deferral.choose(std::vector<double>(300, 0.5)), ElementsAre(0, 1, 2));
}

TEST(DeferralOfAShare, SmallCallsFollowTheStoredQuantile) {
  for (const std::size_t step : {1U, 7U, 100U}) {
    Deferral deferral({kShare, 0.2}, known(), {});
    EXPECT_NEAR(static_cast<double>(chosen_of(deferral, uniform(20'000, 2), step)), 4000, 200) << step;
  }
  Deferral deferral({kShare, 0.2}, known(), {});
  EXPECT_THAT(deferral.choose(std::vector{0.5}), IsEmpty());
  EXPECT_THAT(deferral.choose(std::vector{0.95}), ElementsAre(0));
  EXPECT_THAT(deferral.choose(std::vector{0.1, 0.9, 0.79, 0.85}), ElementsAre(1, 3));
}

TEST(DeferralOfAShare, AnUncertainStreamDoesNotExceedTheBudget) {
  for (const std::size_t step : {1U, 10U, 200U}) {
    Deferral deferral({kShare, 0.2}, known(), {});
    const auto count = static_cast<double>(chosen_of(deferral, uniform(10'000, 3, 0.7), step));
    EXPECT_LE(count, 2000 + kBurst) << step;
    EXPECT_GE(count, 1900) << step;
  }
}

TEST(DeferralOfAShare, WithoutQuantilesOnlyTheBudgetDecides) {
  Deferral deferral({kShare, 0.5}, {}, {});
  EXPECT_NEAR(static_cast<double>(chosen_of(deferral, uniform(1000, 3), 1)), 500, kBurst);
}

TEST(DeferralOfAShare, AllIsAllAndNothingIsNothing) {
  Deferral all({kShare, 1}, known(), {});
  EXPECT_THAT(all.choose(std::vector{-5.0, 0.5}), ElementsAre(0, 1)) << "also what is surer than any validation post";
  Deferral none({kShare, 0}, known(), {});
  EXPECT_THAT(none.choose(std::vector{5.0}), IsEmpty());
  EXPECT_THAT(all.choose({}), IsEmpty());
}

TEST(DeferralOfAShare, ThreadsShareOneBudget) {
  Deferral deferral({kShare, 0.1}, {}, {});
  std::array<std::size_t, 4> counts{};
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < counts.size(); ++t) {
      threads.emplace_back([&, t] { counts[t] = chosen_of(deferral, uniform(1000, t), 1); });
    }
  }
  EXPECT_NEAR(static_cast<double>(counts[0] + counts[1] + counts[2] + counts[3]), 400, kBurst);
}

struct Stream {
  Millis now = 1'000'000;
  Deferral deferral;
  explicit Stream(double per_second) : deferral({kPerSecond, per_second}, known(), [this] { return now; }) {}

  /// Deferred of `seconds` with so many texts a second, one by one.
  std::size_t run(int seconds, int texts, std::uint64_t seed) {
    std::size_t count = 0;
    for (int second = 0; second < seconds; ++second) {
      const auto scores = uniform(static_cast<std::size_t>(texts), seed + static_cast<std::uint64_t>(second));
      for (const double score : scores) {
        now += kSecond / texts;
        count += deferral.choose(std::span(&score, 1)).size();
      }
    }
    return count;
  }
};

TEST(DeferralAtARate, AQuietStreamIsAllAnsweredByTheLargeModel) {
  Stream stream(50);
  EXPECT_EQ(stream.run(30, 20, 1), 600U);
}

TEST(DeferralAtARate, ABusyStreamGetsItsRateAndTheLeastCertainOfIt) {
  Stream stream(50);
  (void)stream.run(60, 500, 1);  // until the load is known
  const auto count = static_cast<double>(stream.run(60, 500, 100));
  EXPECT_LE(count, 60 * 50 + 50);
  EXPECT_GE(count, 60 * 50 * 0.9);
  EXPECT_EQ(stream.deferral.choose(std::vector{0.5}).size(), 0U);
  stream.now += kSecond;
  EXPECT_EQ(stream.deferral.choose(std::vector{0.99}).size(), 1U);
}

TEST(DeferralAtARate, ALargeCallGetsWhatHasBeenSavedAndAClockThatGoesBackGivesNothing) {
  Stream stream(50);
  EXPECT_EQ(stream.deferral.choose(uniform(10'000, 1)).size(), 50U);
  EXPECT_EQ(stream.deferral.choose(uniform(10'000, 1)).size(), 0U);
  stream.now += 100;
  EXPECT_EQ(stream.deferral.choose(uniform(10'000, 1)).size(), 5U);
  stream.now -= kHour;
  EXPECT_EQ(stream.deferral.choose(uniform(10'000, 1)).size(), 0U);
  stream.now += kDay;
  EXPECT_EQ(stream.deferral.choose(uniform(10'000, 1)).size(), 50U) << "a second's worth is kept, no more";
}

TEST(DeferralAtARate, LessThanOneASecondIsPossible) {
  Stream stream(0.5);
  EXPECT_EQ(stream.deferral.choose(uniform(1000, 1)).size(), 1U);
  stream.now += kSecond;
  EXPECT_EQ(stream.deferral.choose(uniform(1000, 1)).size(), 0U);
  stream.now += kSecond;
  EXPECT_EQ(stream.deferral.choose(uniform(1000, 1)).size(), 1U);
}

}  // namespace
}  // namespace polso::cascade
