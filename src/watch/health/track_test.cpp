#include "watch/health/track.h"

#include <gtest/gtest.h>

#include <limits>

namespace polso::health {
namespace {

using monitor::Alarm;

constexpr std::size_t kWordsFigure = 0;

/// All figures alike.
WindowFigures figures(double value, double p, double explained = 0) {
  WindowFigures window;
  window.enough = true;
  window.figures.fill({.value = value, .usual = 0.5, .p = p});
  window.explained = explained;
  return window;
}

class TrackTest : public testing::Test {
 protected:
  void quiet(std::size_t windows) {
    for (std::size_t i = 0; i < windows; ++i) add(0.5 + 0.05 * random.uniform(), random.uniform());
  }
  void add(double value, double p, double explained = 0) { track.add(kDay * day++, figures(value, p, explained)); }

  Random random{3};
  Track track{7, monitor::AlarmPromise{}};
  Millis day = 0;
};

TEST_F(TrackTest, LearnsFromTheFirstWindows) {
  quiet(17);
  EXPECT_EQ(track.windows(), 0U);
  quiet(1);
  EXPECT_EQ(track.windows(), 1U);
}

TEST_F(TrackTest, ALeapIsSaidWithinFiveWindows) {
  quiet(60);
  ASSERT_EQ(track.of(kWordsFigure), Alarm::kQuiet);
  for (int i = 0; i < 5; ++i) add(0.8, 0.01);
  EXPECT_EQ(track.of(kWordsFigure), Alarm::kDrift);
  EXPECT_EQ(track.of(monitor::kShapeFigure), Alarm::kDrift);
}

TEST_F(TrackTest, WhatChanceExplainsIsNoDrift) {
  quiet(60);
  for (int i = 0; i < 10; ++i) add(0.8, 0.3 + 0.7 * random.uniform());
  EXPECT_EQ(track.of(kWordsFigure), Alarm::kQuiet);
}

TEST_F(TrackTest, WhatIsUsualIsNoDriftHoweverSure) {
  for (int i = 0; i < 90; ++i) add(0.60 + 0.05 * random.uniform(), 0.001);
  EXPECT_NE(track.of(kWordsFigure), Alarm::kDrift);
}

TEST_F(TrackTest, AWindowWithTooFewPostsChangesNothing) {
  quiet(30);
  const std::uint64_t before = track.windows();
  for (int i = 0; i < 20; ++i) track.add(kDay * day++, WindowFigures{});
  EXPECT_EQ(track.windows(), before);
  EXPECT_EQ(track.of(kWordsFigure), Alarm::kQuiet);
}

TEST_F(TrackTest, AveragesWhatTheMoodExplainsSinceItMoved) {
  quiet(30);
  const Millis since = kDay * day;
  for (int i = 0; i < 3; ++i) add(0.52, 0.5, 0.8);
  EXPECT_DOUBLE_EQ(track.explained(since, figures(0.52, 0.5, 0.4)), 0.7);
  EXPECT_DOUBLE_EQ(track.explained(kMaxTime, figures(0.52, 0.5, 0.4)), 0.4) << "it has not moved in a full window";
  EXPECT_DOUBLE_EQ(track.explained(kMaxTime, WindowFigures{}), 0);
}

}  // namespace
}  // namespace polso::health
