#include "monitor/usual.h"

#include <gtest/gtest.h>

#include <cmath>

namespace polso::monitor {
namespace {

TEST(Usual, SaysNothingUntilItKnowsEnough) {
  Usual usual(1, 60, 3);
  EXPECT_TRUE(std::isnan(usual.add(0.5)));
  EXPECT_TRUE(std::isnan(usual.add(0.6)));
  EXPECT_TRUE(std::isnan(usual.add(0.7)));
  EXPECT_FALSE(std::isnan(usual.add(0.6)));
}

TEST(Usual, WindowsThatAreAlikeGiveUniformPValuesAlsoWhenTheyAreAllTheSame) {
  for (const bool constant : {false, true}) {
    Random random(2);
    Usual usual(3);
    int low = 0;
    constexpr int kWindows = 3000;
    for (int i = 0; i < kWindows; ++i) low += usual.add(constant ? 0.5 : random.uniform()) < 0.1 ? 1 : 0;
    EXPECT_NEAR(low, 0.1 * kWindows, 60);
  }
}

TEST(Usual, AWindowFurtherOffThanAllOfTheLastSixtyIsRare) {
  Usual usual(4);
  for (int i = 0; i < 200; ++i) usual.add(0.55 + 0.001 * (i % 7));
  EXPECT_EQ(usual.values().size(), 60U);
  EXPECT_LE(usual.add(0.7), 1.0 / 61);
}

TEST(Usual, GoesOnAfterARestart) {
  Usual before(5);
  for (int i = 0; i < 20; ++i) before.add(0.5);
  Usual after(5);
  const std::vector<double> kept(before.values().begin(), before.values().end());
  after.restore(kept);
  EXPECT_LE(after.add(0.9), 1.0 / 21);
}

TEST(Usual, WithALagTheFirstWindowsOfADriftAreNotItsMeasure) {
  Usual usual(1, 60, 10, 7);
  for (int i = 0; i < 16; ++i) EXPECT_TRUE(std::isnan(usual.add(0.5))) << "seven of them do not count yet";
  static_cast<void>(usual.add(0.5));
  for (int i = 0; i < 7; ++i) EXPECT_LE(usual.add(1), 1.0 / 11) << i;
  EXPECT_EQ(usual.values().size(), 24U);
}

}  // namespace
}  // namespace polso::monitor
