#include "base/random.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Random, TheSameSeedGivesTheSameNumbersEverywhere) {
  Random random(42);
  EXPECT_EQ(random.next(), 1546998764402558742U);
  EXPECT_EQ(random.next(), 6990951692964543102U);
}

TEST(Random, NumbersStayInRangeAndAreSpreadEvenly) {
  Random random(7);
  std::array<int, 10> counts{};
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    ++counts[random.below(10)];
    const double u = random.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += random.exponential();
  }
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
  EXPECT_NEAR(sum / 100'000, 1.0, 0.02);
}

}  // namespace
}  // namespace polso
