#include "reputation/detect/detector.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reputation/detect/sampling.h"

namespace polso::detect {
namespace {

constexpr Millis kTick = 10 * kMinute;
constexpr Slopes kSlopes{0.4, 0.5};

/// A brand with a daily wave; scores of negative posts are around 0.6, of others around 0.2.
struct Brand {
  double rate = 120;  // posts an hour
  double negatives = 0.2;
  double sure = 0;    // added to the score of negative posts
  double copies = 0;  // an hour
  Stratum stratum = 0;
  Random random{7};

  Tick next(Millis start) {
    Tick tick{.start = start, .width = kTick, .parts = {}, .copies = std::floor(copies / 6)};
    const double wave = 1 - 0.5 * std::cos(2 * 3.14159265 * static_cast<double>(start % kDay) / kDay);
    Sums sums;
    const double posts = poisson(rate * wave / 6, random);
    for (double i = 0; i < posts; ++i) {
      const bool negative = random.uniform() < negatives;
      const double score = negative ? 0.4 + sure + (0.4 - sure) * random.uniform() : (0.4 - sure) * random.uniform();
      const auto rounded = static_cast<float>(score);
      sums.add({rounded, 0.9F - rounded, 0.1F});
    }
    if (posts > 0) tick.parts.push_back({stratum, sums});
    return tick;
  }
};

struct Seen {
  Change change = Change::kNone;
  Millis at = 0;
  Channel channel = Channel::kVolume;  // the first to cross
};
std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << static_cast<int>(seen.change) << " at hour " << static_cast<double>(seen.at) / kHour << " by channel "
             << static_cast<int>(seen.channel);
}

struct Watched {
  ThresholdBook book{Promise{}, kSlopes};
  Detector detector{book, {}};
  Brand brand;
  Millis now = 0;
  std::vector<Seen> seen;

  void pass(Millis time) {
    for (const Millis end = now + time; now < end; now += kTick) {
      const Change change = detector.advance(brand.next(now));
      if (change != Change::kNone) seen.push_back({change, now + kTick, detector.incident()->findings.front().channel});
    }
  }
  [[nodiscard]] const Finding& finding() const { return detector.incident()->findings.front(); }
};

TEST(Detector, SaysThatItLearnsAndUntilWhen) {
  Watched run;
  run.pass(kHour);
  EXPECT_EQ(run.detector.learning_until(), 3 * kDay);
  run.pass(4 * kDay);
  EXPECT_EQ(run.detector.learning_until(), std::nullopt);
}

TEST(Detector, FindsAStepOfTwentyPointsWithinHoursAndTellsWhenItBeganAndEnded) {
  Watched run;
  run.pass(14 * kDay);
  ASSERT_TRUE(run.seen.empty());
  run.brand.negatives = 0.4;
  run.pass(12 * kHour);
  ASSERT_EQ(run.seen.size(), 1U) << testing::PrintToString(run.seen);
  EXPECT_EQ(run.seen[0].change, Change::kOpened);
  EXPECT_LE(run.seen[0].at, 14 * kDay + 4 * kHour);
  EXPECT_EQ(run.finding().channel, Channel::kNegatives);
  EXPECT_TRUE(run.finding().up);
  EXPECT_NEAR(static_cast<double>(run.detector.incident()->began - 14 * kDay) / kHour, 0, 2);
  EXPECT_NEAR(run.finding().mean() / kSlopes[0], 0.2, 0.05);

  run.brand.negatives = 0.2;
  run.pass(kDay);
  ASSERT_EQ(run.seen.size(), 2U) << testing::PrintToString(run.seen);
  EXPECT_EQ(run.seen[1].change, Change::kEnded);
  EXPECT_NEAR(static_cast<double>(*run.detector.incident()->ended - 14 * kDay - 12 * kHour) / kHour, 0, 2);
  run.pass(3 * kDay);
  EXPECT_EQ(run.seen.size(), 2U) << "one incident is one alert";
}

TEST(Detector, FindsASurgeAndASilence) {
  for (const double factor : {3.0, 0.0}) {
    Watched run;
    run.pass(14 * kDay);
    run.brand.rate *= factor;
    run.pass(3 * kHour);
    ASSERT_FALSE(run.seen.empty()) << factor;
    EXPECT_EQ(run.finding().channel, Channel::kVolume);
    EXPECT_EQ(run.finding().up, factor > 1);
  }
}

TEST(Detector, OfSurgesThatABrandHasTwiceAWeekItTellsOneAMonthAtMost) {
  Watched run;
  const auto surge = [&](double factor) {
    run.brand.rate *= factor;
    run.pass(kHour);
    run.brand.rate /= factor;
  };
  const auto live = [&](int surges) {
    for (int i = 0; i < surges; ++i) {
      run.pass(84 * kHour - kHour);
      surge(3);
    }
  };
  const auto is_of_volume = [](const Seen& seen) {
    return seen.change == Change::kOpened && seen.channel == Channel::kVolume;
  };
  live(8);
  run.seen.clear();
  live(24);
  EXPECT_LE(std::ranges::count_if(run.seen, is_of_volume), 3) << testing::PrintToString(run.seen);
  run.seen.clear();
  surge(12);
  ASSERT_EQ(std::ranges::count_if(run.seen, is_of_volume), 1) << testing::PrintToString(run.seen);
  EXPECT_GE(run.detector.incident()->began, run.now - 6 * kHour);
}

TEST(Detector, PostingByFitsAndStartsIsFoundWhereTheVolumeDoesNotRise) {
  Watched run;
  const double rate = run.brand.rate;
  for (int day = 0; day < 21; ++day) {  // it has single surges as high
    run.brand.rate = 5 * rate;
    run.pass(kTick);
    run.brand.rate = rate;
    run.pass(kDay - kTick);
  }
  run.seen.clear();
  const Millis start = run.now;
  for (int tick = 0; tick < 24 * 6; ++tick) {
    run.brand.rate = rate * (tick % 5 == 4 ? 3.5 : 0.6);
    run.pass(kTick);
  }
  ASSERT_FALSE(run.seen.empty());
  EXPECT_EQ(run.seen[0].channel, Channel::kRhythm);
  EXPECT_NEAR(static_cast<double>(run.detector.incident()->began - start) / kHour, 0, 2);
  const double usual = run.detector.rhythm().usual();
  EXPECT_GT(usual + run.finding().mean(), 2 * usual);

  run.brand.rate = rate;
  run.pass(kDay);
  EXPECT_EQ(run.seen.back().change, Change::kEnded) << testing::PrintToString(run.seen);
  EXPECT_NEAR(static_cast<double>(*run.detector.incident()->ended - start - kDay) / kHour, 0, 3);
}

TEST(Detector, AfterASurgeTheVolumeDoesNotFallBelowWhatIsUsual) {
  Watched run;
  run.pass(14 * kDay);
  for (int surge = 0; surge < 8; ++surge) {
    run.brand.rate = 1200;
    run.pass(2 * kHour);
    run.brand.rate = 300;
    run.pass(4 * kHour);
    run.brand.rate = 120;
    run.pass(3 * kDay);
    if (!run.detector.incident()) continue;
    for (const Finding& finding : run.detector.incident()->findings) {
      EXPECT_TRUE(finding.channel != Channel::kVolume || finding.up == (finding.excess > 0)) << surge;
    }
  }
}

TEST(Detector, ASlowDriftIsFoundToo) {
  Watched run;
  run.pass(14 * kDay);
  for (int hour = 0; hour < 96; ++hour) {
    run.brand.negatives += 0.15 / 96;
    run.pass(kHour);
  }
  ASSERT_FALSE(run.seen.empty());
  EXPECT_EQ(run.finding().channel, Channel::kNegatives);
}

TEST(Detector, CopiesAreNoMoodAndAnUnknownStratumIsGotToKnowFirst) {
  Watched run;
  run.pass(14 * kDay);
  run.brand.copies = 1000;
  run.pass(kDay);
  run.brand.copies = 0;
  run.brand.stratum = 1;  // another model, source or language, with another mood
  run.brand.negatives = 0.5;
  run.pass(5 * kDay);
  for (const Seen& seen : run.seen) EXPECT_EQ(seen.channel, Channel::kVolume) << static_cast<double>(seen.at) / kDay;
}

TEST(Detector, WhatLastsIsTheNewNormal) {
  Watched run;
  run.pass(14 * kDay);
  run.brand.negatives = 0.45;
  run.pass(20 * kDay);
  ASSERT_GE(run.seen.size(), 2U);
  EXPECT_TRUE(run.detector.incident()->new_normal);
  EXPECT_FALSE(run.detector.open());
}

TEST(Detector, APersonMayCloseAnIncident) {
  Watched run;
  run.pass(14 * kDay);
  run.brand.negatives = 0.45;
  run.pass(kDay);
  ASSERT_TRUE(run.detector.open());
  run.detector.close(run.now);
  EXPECT_FALSE(run.detector.open());
}

TEST(Detector, AHandfulOfNegativesIsNoStormWhereThereAreFew) {
  int alarms = 0;
  constexpr int kBrands = 3;
  for (int brand = 0; brand < kBrands; ++brand) {
    Watched run;
    run.brand.rate = 60;
    run.brand.negatives = 0.02;
    run.brand.sure = 0.35;
    run.brand.random = Random(static_cast<std::uint64_t>(100 + brand));
    run.pass(14 * kDay);
    run.seen.clear();
    run.pass(60 * kDay);
    alarms += static_cast<int>(std::ranges::count_if(
        run.seen, [](const Seen& one) { return one.change == Change::kOpened && one.channel != Channel::kVolume; }));
  }
  EXPECT_LE(alarms, 2 * kBrands) << "0.5 a brand and month are promised of the mood";
}

TEST(ThresholdBook, ARarerPromiseAsksForMore) {
  Watched run;
  run.pass(7 * kDay);
  Thresholds before{};
  for (const double per_month : {4.0, 1.0, 0.1}) {
    ThresholdBook book({.per_month = per_month}, kSlopes);
    const Thresholds now = book.of(run.detector.baseline(), kTick);
    for (std::size_t g = 0; g < now.mood.size(); ++g) EXPECT_GT(now.mood[g], before.mood[g]) << per_month << ' ' << g;
    before = now;
  }
}

TEST(Chance, OfAQuietDayIsThePromisedOneAtTheThresholdAndFallsFast) {
  EXPECT_NEAR(chance_in_a_day({.per_month = 1}, 0), 1.0 / 30, 1e-3);
  EXPECT_LT(chance_in_a_day({.per_month = 1}, 5), 1e-3);
}

}  // namespace
}  // namespace polso::detect
