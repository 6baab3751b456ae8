#include "reputation/detect/wobble.h"

#include <gmock/gmock.h>

#include <array>
#include <vector>

#include "reputation/detect/sampling.h"

namespace polso::detect {
namespace {

constexpr std::array kHours{2.0, 4.0, 8.0, 16.0};

TEST(Wobble, FindsHowMuchASeriesSwaysAndForHowLong) {
  Random random(3);
  Sway sway(0.3, 8, random);
  std::vector<double> residual;
  for (int hour = 0; hour < 5000; ++hour) residual.push_back(100 * sway.next(random) + 10 * normal(random));
  const std::vector<double> weight(residual.size(), 100);
  const Wobble wobble = fit_wobble(residual, weight, 1, kHours);
  EXPECT_NEAR(wobble.sway, 0.3, 0.05);
  EXPECT_EQ(wobble.hours, 8);
}

TEST(Wobble, OfPureChanceIsSmallAndItsBurstIsOne) {
  Random random(4);
  std::vector<double> residual;
  for (int hour = 0; hour < 5000; ++hour) residual.push_back(10 * normal(random));
  const std::vector<double> weight(residual.size(), 100);
  const Wobble wobble = fit_wobble(residual, weight, 1, kHours);
  EXPECT_LT(wobble.sway, 0.03);
  EXPECT_NEAR(wobble.burst, 1, 0.1);
}

TEST(Wobble, OfNothingIsHarmless) {
  const Wobble wobble = fit_wobble({}, {}, 1, kHours);
  EXPECT_EQ(wobble.sway, 0);
  EXPECT_EQ(wobble.burst, 1);
}

}  // namespace
}  // namespace polso::detect
