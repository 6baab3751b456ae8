#include "watch/severity.h"

#include <gtest/gtest.h>

#include <vector>

namespace polso {
namespace {

TEST(Severity, OfTheMoodGoesByTheLowerEndOfTheChange) {
  struct Case {
    double low;
    int severity;
  };
  for (const auto& [low, severity] : {Case{0.24, 1}, {0.26, 2}, {0.31, 3}, {0.41, 4}, {0.56, 5}}) {
    const std::vector<Move> up{{Channel::kNegatives, 0.2, {0.7, low, 0.8}}};
    EXPECT_EQ(severity_of(up), severity) << low;
    const std::vector<Move> net_down{{Channel::kNetMood, -0.2, {-1, -1, -0.2 - 2 * (low - 0.2)}}};
    EXPECT_EQ(severity_of(net_down), severity) << low;
  }
}

TEST(Severity, OfTheVolumeGoesByTheFactor) {
  struct Case {
    double low;
    int severity;
  };
  for (const auto& [low, severity] : {Case{14, 1}, {16, 2}, {26, 3}, {51, 4}, {101, 5}}) {
    const std::vector<Move> up{{Channel::kVolume, 10, {200, low, 300}}};
    EXPECT_EQ(severity_of(up), severity) << low;
  }
  const std::vector<Move> silence{{Channel::kVolume, 10, {0, 0, 0.5}}};
  EXPECT_EQ(severity_of(silence), 5);
}

TEST(Severity, OfBothIsOneMoreThanTheHigherAndFiveAtMost) {
  EXPECT_EQ(severity_of(std::vector<Move>{{Channel::kRhythm, 1.5, {9, 7, 11}}}), 1);
  std::vector<Move> moves{{Channel::kNegatives, 0.2, {0.5, 0.31, 0.6}}, {Channel::kVolume, 10, {20, 16, 30}}};
  EXPECT_EQ(severity_of(moves), 4);
  moves[0].now.low = 0.6;
  EXPECT_EQ(severity_of(moves), 5);
  EXPECT_EQ(severity_of({}), 1);
}

}  // namespace
}  // namespace polso
