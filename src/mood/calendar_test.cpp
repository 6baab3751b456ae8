#include "mood/calendar.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

Millis at(const char* text) { return parse_time(text).value(); }

TEST(Calendar, CutsDaysAtLocalMidnight) {
  const Zone rome = Zone::find("Europe/Rome").value();
  EXPECT_EQ(format_time(rome.floor(at("2015-02-24T22:59:59Z"), Step::kByDay)), "2015-02-23T23:00:00Z");
  EXPECT_EQ(format_time(rome.floor(at("2015-02-24T23:00:00Z"), Step::kByDay)), "2015-02-24T23:00:00Z");
  EXPECT_EQ(format_time(Zone().floor(at("2015-02-24T23:00:00Z"), Step::kByDay)), "2015-02-24T00:00:00Z");
}

TEST(Calendar, ADayHas23Or25HoursWhenClocksAreChanged) {
  const Zone rome = Zone::find("Europe/Rome").value();
  const Millis spring = rome.floor(at("2015-03-29T12:00:00Z"), Step::kByDay);
  const Millis autumn = rome.floor(at("2015-10-25T12:00:00Z"), Step::kByDay);
  EXPECT_EQ((rome.next(spring, Step::kByDay) - spring) / kHour, 23);
  EXPECT_EQ((rome.next(autumn, Step::kByDay) - autumn) / kHour, 25);
}

TEST(Calendar, AWeekBeginsOnMondayAndWeeksFollowOneAnother) {
  const Zone rome = Zone::find("Europe/Rome").value();
  Millis week = rome.floor(at("2015-03-25T00:00:00Z"), Step::kByWeek);
  EXPECT_EQ(format_time(week), "2015-03-22T23:00:00Z");
  for (int i = 0; i < 60; ++i) {
    const Millis next = rome.next(week, Step::kByWeek);
    EXPECT_EQ(rome.floor(next - 1, Step::kByWeek), week);
    EXPECT_EQ(rome.floor(next, Step::kByWeek), next);
    week = next;
  }
}

TEST(Calendar, ZonesWithHalfHoursStayOnWholeHours) {
  const Zone india = Zone::find("Asia/Kolkata").value();
  EXPECT_EQ(india.floor(at("2015-02-24T12:34:00Z"), Step::kByDay) % kHour, 0);
}

TEST(Calendar, AnyTimeOfAPostCanBeCut) {
  for (const char* name : {"UTC", "Europe/Rome", "America/New_York", "Pacific/Kiritimati"}) {
    const Zone zone = Zone::find(name).value();
    for (const Millis time : {kMinTime, Millis{-1}, Millis{0}, kMaxTime}) {
      for (const Step step : {Step::kByHour, Step::kByDay, Step::kByWeek}) {
        const Millis start = zone.floor(time, step);
        EXPECT_LE(start, time);
        EXPECT_GT(zone.next(start, step), time) << name << " " << time;
      }
    }
  }
}

TEST(Calendar, RefusesWhatIsNoZone) {
  EXPECT_EQ(Zone::find("Europe/Atlantis").error().code, Code::kInvalid);
  EXPECT_EQ(Zone::find("../../etc/passwd").error().code, Code::kInvalid);
  EXPECT_FALSE(Zone::find("").has_value());
}

TEST(Calendar, ChoosesTheFinestStepThatFits) {
  EXPECT_EQ(finest_step(0, 100 * kHour, 100), Step::kByHour);
  EXPECT_EQ(finest_step(0, 101 * kHour, 100), Step::kByDay);
  EXPECT_EQ(finest_step(0, 101 * kDay, 100), Step::kByWeek);
}

}  // namespace
}  // namespace polso
