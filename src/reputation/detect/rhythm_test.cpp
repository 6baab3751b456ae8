#include "reputation/detect/rhythm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "reputation/detect/sampling.h"

namespace polso::detect {
namespace {

constexpr Millis kTick = 10 * kMinute;
constexpr double kRare = 5.01;  // log of 150 days

struct Counts {
  Rhythm rhythm{RhythmOptions{}};
  Random random{11};

  /// The rarest of the time; `factor` every fourth tick.
  double pass(Millis time, double rate, double factor = 1) {
    double rarest = -std::numeric_limits<double>::infinity();
    for (Millis at = 0; at < time; at += kTick) {
      const auto step = rhythm.add(poisson(at / kTick % 4 == 0 ? rate * factor : rate, random), kTick);
      if (step) rarest = std::max(rarest, step->log_days);
    }
    return rarest;
  }
};

TEST(Rhythm, NothingIsRareInTheFirstWeek) {
  Counts counts;
  EXPECT_EQ(counts.pass(5 * kDay, 10), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(counts.pass(kDay, 10, 20), -std::numeric_limits<double>::infinity());
}

TEST(Rhythm, FitsAndStartsAreRareAndAChangeOfTheLevelIsNot) {
  for (const double rate : {3.0, 20.0, 200.0}) {
    Counts counts;
    counts.pass(28 * kDay, rate);
    EXPECT_LT(counts.pass(kDay, 3 * rate), kRare) << rate;
    counts.pass(14 * kDay, rate);
    EXPECT_GT(counts.pass(kDay, rate, 8), kRare) << rate;
  }
}

TEST(Rhythm, WhatABrandDoesEveryDayIsNotRare) {
  Counts counts;
  for (int day = 0; day < 28; ++day) {
    counts.pass(18 * kHour, 20);
    counts.pass(6 * kHour, 20, 5);
  }
  counts.pass(18 * kHour, 20);
  EXPECT_LT(counts.pass(6 * kHour, 20, 5), kRare);
}

TEST(Rhythm, AfterAnInterruptionHalfADayIsWaitedFor) {
  Counts counts;
  counts.pass(28 * kDay, 20);
  counts.rhythm.interrupt();
  EXPECT_EQ(counts.rhythm.add(5000, kTick), std::nullopt);
  EXPECT_EQ(counts.pass(11 * kHour, 20, 5), -std::numeric_limits<double>::infinity());
}

TEST(Rhythm, SilenceIsNoWonder) {
  Counts counts;
  counts.pass(28 * kDay, 0);
  EXPECT_LT(counts.rhythm.add(1, kTick)->log_days, kRare);
}

}  // namespace
}  // namespace polso::detect
