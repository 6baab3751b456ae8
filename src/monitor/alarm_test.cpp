#include "monitor/alarm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

namespace polso::monitor {
namespace {

/// Mean windows until a figure is in this state, p-values uniform.
double run_length(std::size_t figures, const AlarmPromise& promise, Alarm state, int runs) {
  Random random(31);
  double windows = 0;
  std::vector<double> p(figures);
  for (int n = 0; n < runs; ++n) {
    DriftAlarm alarm(figures, promise);
    do {
      for (double& value : p) value = 1 - random.uniform();
      alarm.add(p);
      windows += 1;
    } while (alarm.worst() < state);
  }
  return windows / runs;
}

TEST(DriftAlarm, OneFigureAlarmsFalselyAsOftenAsPromised) {
  for (const double promised : {20.0, 100.0, 400.0}) {
    const AlarmPromise promise{.drift = promised, .warning = promised / 4};
    EXPECT_NEAR(run_length(1, promise, Alarm::kDrift, 1500), promised, 0.1 * promised);
    EXPECT_NEAR(run_length(1, promise, Alarm::kWarning, 1500), promised / 4, 0.1 * promised / 4);
  }
}

TEST(DriftAlarm, ManyFiguresTogetherAlarmFalselyAsOftenAsPromised) {
  EXPECT_NEAR(run_length(6, {.drift = 200, .warning = 50}, Alarm::kDrift, 800), 200, 25);
}

TEST(DriftAlarm, AThousandWindowsWithoutDriftAreTheThresholdsRunLength) {
  EXPECT_NEAR(cusum_threshold(1000), 6.95, 0.03);
  EXPECT_LT(cusum_threshold(100), cusum_threshold(1000));
  EXPECT_LE(cusum_threshold(1e12), 60);
}

TEST(DriftAlarm, ADriftIsFoundInAFewWindowsAndTheAlarmEndsSomeAfterIt) {
  DriftAlarm alarm(6);
  std::vector<double> p{0.5, 0.5, 0.5, 0.005, 0.5, 0.5};
  int windows = 0;
  for (; alarm.worst() != Alarm::kDrift; ++windows) alarm.add(p);
  EXPECT_LE(windows, 4);
  EXPECT_EQ(alarm.of(3), Alarm::kDrift);
  EXPECT_EQ(alarm.of(0), Alarm::kQuiet);
  p[3] = 0.5;
  for (windows = 0; alarm.worst() != Alarm::kQuiet; ++windows) alarm.add(p);
  EXPECT_LE(windows, 25);
}

TEST(DriftAlarm, AFigureThatCannotBeToldKeepsItsSum) {
  DriftAlarm alarm(1);
  const double low = 0.001;
  alarm.add({&low, 1});
  const double before = alarm.sums()[0];
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  alarm.add({&unknown, 1});
  EXPECT_EQ(alarm.sums()[0], before);
}

TEST(DriftAlarm, GoesOnAfterARestartAndStartsAfreshWhenTold) {
  DriftAlarm alarm(2);
  const std::vector<double> p{1e-300, 0.5};
  alarm.add(p);
  DriftAlarm next(2);
  next.restore(alarm.sums());
  EXPECT_EQ(next.sums(), alarm.sums());
  next.restore(std::vector<double>{1, 2, 3});
  EXPECT_EQ(next.sums(), alarm.sums());
  next.reset();
  EXPECT_EQ(next.worst(), Alarm::kQuiet);
}

}  // namespace
}  // namespace polso::monitor
