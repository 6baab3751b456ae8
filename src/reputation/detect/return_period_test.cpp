#include "reputation/detect/return_period.h"

#include <gtest/gtest.h>

#include <cmath>

#include "reputation/detect/sampling.h"

namespace polso::detect {
namespace {

constexpr Millis kTick = 10 * kMinute;

TEST(ReturnPeriod, HasNoOpinionBeforeTwoBlocks) {
  ReturnPeriod period({});
  for (int tick = 0; tick < 72; ++tick) EXPECT_TRUE(std::isinf(period.log_days(0, kTick))) << tick;
  EXPECT_FALSE(std::isinf(period.log_days(0, kTick)));
}

TEST(ReturnPeriod, TellsHowOftenWhatFallsOffExponentiallyIsExceeded) {
  // One value a block, exponential: one as high as 5 every exp(5) blocks of a quarter of a day.
  ReturnPeriod period({.memory = 4000 * kDay});
  Random random(5);
  for (int block = 0; block < 16'000; ++block) period.log_days(random.exponential(), 6 * kHour);
  EXPECT_NEAR(period.log_days(5, 6 * kHour), 5 + std::log(0.25), 0.3);
}

TEST(ReturnPeriod, ForgetsWhatIsOlderThanItsMemory) {
  ReturnPeriod period({});
  const auto weeks = [&](int count, double value) {
    for (int block = 0; block < 28 * count; ++block) period.log_days(value, 6 * kHour);
  };
  weeks(4, 5);
  weeks(4, 1);
  ReturnPeriod fresh({});
  for (int block = 0; block < 28 * 4; ++block) fresh.log_days(1, 6 * kHour);
  EXPECT_DOUBLE_EQ(period.log_days(3, 6 * kHour), fresh.log_days(3, 6 * kHour));
}

}  // namespace
}  // namespace polso::detect
