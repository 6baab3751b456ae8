#include "reputation/detect/season.h"

#include <gmock/gmock.h>

#include <vector>

namespace polso::detect {
namespace {

double rate(Millis time) { return 50 * (hour_of_day(time) < 8 ? 0.5 : 1.25) * (day_of_week(time) == 2 ? 0.6 : 1); }

std::vector<Counted> weeks(int number) {
  std::vector<Counted> hours;
  for (Millis time = 0; time < number * 7 * kDay; time += kHour) hours.push_back({time, rate(time), true});
  return hours;
}

TEST(Season, LearnsHoursAndWeekdaysFromFourWeeks) {
  const Season season = fit_season(weeks(4));
  for (Millis time = 0; time < 7 * kDay; time += kHour) EXPECT_NEAR(season.rate(time) / rate(time), 1, 0.03) << time;
}

TEST(Season, OneHourOfASurgeIsNotTakenForUsual) {
  std::vector<Counted> hours = weeks(4);
  hours[300].posts *= 50;
  const Season season = fit_season(hours);
  EXPECT_NEAR(season.rate(hours[300].start) / rate(hours[300].start), 1, 0.15);
}

TEST(Season, OfNothingIsNothing) { EXPECT_EQ(fit_season({}).rate(0), 0); }

TEST(Season, TimesBefore1970HaveTheirHourAndDay) {
  EXPECT_EQ(hour_of_day(-kHour), 23U);
  EXPECT_EQ(day_of_week(-kHour), 6U);
}

}  // namespace
}  // namespace polso::detect
