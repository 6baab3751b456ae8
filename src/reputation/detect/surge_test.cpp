#include "reputation/detect/surge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "reputation/detect/sampling.h"

namespace polso::detect {
namespace {

constexpr Millis kTick = 10 * kMinute;
constexpr double kExpected = 20;  // of a Tick

/// Four weeks of chance around what is expected; `every` days an hour of `factor` times as many.
struct Brand {
  Surge surge{{}};
  Random random{3};

  double pass(Millis time, double factor = 1) {
    double rarest = -std::numeric_limits<double>::infinity();
    for (Millis t = 0; t < time; t += kTick) {
      rarest = std::max(rarest, surge.log_days(poisson(factor * kExpected, random), kExpected, kTick));
    }
    return rarest;
  }
  void live(double factor) {
    for (int week = 0; week < 8; ++week) {
      pass(84 * kHour - kHour);
      pass(kHour, factor);
    }
  }
};

TEST(Surge, IsRareForABrandThatNeverHadOne) {
  Brand brand;
  brand.live(1);
  EXPECT_GT(brand.pass(kHour, 3), std::log(30));
}

TEST(Surge, IsNotForOneThatHasTwoAWeek) {
  Brand brand;
  brand.live(3);
  EXPECT_LT(brand.pass(kHour, 3), std::log(30));
  Brand again;
  again.live(3);
  EXPECT_GT(again.pass(kHour, 30), std::log(30)) << "but a far larger one is";
}

TEST(Surge, OfAFewPostsIsNone) {
  Surge surge({});
  for (int tick = 0; tick < 6 * 24 * 14; ++tick) surge.log_days(tick % 200 == 0 ? 1 : 0, 0.005, kTick);
  EXPECT_LT(surge.log_days(2, 0.005, kTick), std::log(30));
}

TEST(Surge, IsFoundInTheLastHourWhenTheLastTenMinutesAreNone) {
  Brand brand;
  brand.live(1);
  brand.pass(50 * kMinute, 4);
  EXPECT_GT(brand.surge.log_days(kExpected, kExpected, kTick), std::log(30));
}

}  // namespace
}  // namespace polso::detect
