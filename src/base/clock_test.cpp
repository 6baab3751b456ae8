#include "base/clock.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Clock, ReadsEveryFormOfATime) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const Case& c : {
           Case{"2015-02-24T19:35:52Z", "2015-02-24T19:35:52Z"},
           Case{"2015-02-24 19:35:52", "2015-02-24T19:35:52Z"},
           Case{"2015-02-24", "2015-02-24T00:00:00Z"},
           Case{"2015-02-24T19:35:52.1239+01:00", "2015-02-24T18:35:52.123Z"},
           Case{"2015-02-24T19:35-0800", "2015-02-25T03:35:00Z"},
           Case{"2015-02-24 11:35:52 -0800", "2015-02-24T19:35:52Z"},  // Kaggle's Tweets.csv
           Case{"1424806552", "2015-02-24T19:35:52Z"},
           Case{"1424806552.5", "2015-02-24T19:35:52.500Z"},
           Case{"1424806552123", "2015-02-24T19:35:52.123Z"},
           Case{"-1", "1969-12-31T23:59:59Z"},
           Case{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
           Case{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
           Case{"2016-02-29", "2016-02-29T00:00:00Z"},
           Case{"2/24/2015 11:35", "2015-02-24T11:35:00Z"},
           Case{"12/1/2015 9:05:07", "2015-12-01T09:05:07Z"},
           Case{"02/03/2015", "2015-02-03T00:00:00Z"},
       }) {
    const auto time = parse_time(c.text);
    ASSERT_TRUE(time) << c.text << ": " << time.error().message;
    EXPECT_EQ(format_time(*time), c.expected) << c.text;
  }
}

TEST(Clock, RefusesWhatIsNoTimeWithASentence) {
  for (const char* text : {"",
                           "yesterday",
                           "2015-02-30",
                           "0000-01-01T00:00:00Z",
                           "2015-02-24T25:00:00Z",
                           "2015-02-24T19",
                           "2015-02-24T19:35:52Zulu",
                           "99999999999999999999",
                           "9999999999999999",
                           "12:30",
                           "2015-2-4",
                           "2015-02-24T19:35:52.Z",
                           "0001-01-01T00:00:00+01:00",
                           "24/2/2015 11:35",
                           "2/24/15",
                           "2015-02-24 11:35:52  -0800",
                           "2015-02-24 11:35:52 ",
                           "2/24/2015 24:00",
                           "2/24/2015T11:35",
                           "1/1/0000",
                           "\xFF\xFE"}) {
    const auto time = parse_time(text);
    ASSERT_FALSE(time) << text;
    EXPECT_EQ(time.error().code, Code::kInvalid);
    EXPECT_NE(time.error().message.find('\''), std::string::npos);
  }
}

TEST(Clock, FloorsTimesBeforeTheEpochDownwards) {
  EXPECT_EQ(floor_time(kHour + 1, kHour), kHour);
  EXPECT_EQ(floor_time(-1, kHour), -kHour);
  EXPECT_EQ(floor_time(-kHour, kHour), -kHour);
}

}  // namespace
}  // namespace polso
