#include <gtest/gtest.h>

#include "watch/false_alarms.h"
#include "watch/slopes.h"
#include "watch/world_for_tests.h"

namespace polso {
namespace {

TEST(FalseAlarms, AreReadByTheBrandAndTheTime) {
  EXPECT_DOUBLE_EQ(parse_false_alarms("1 per brand per 30 days")->per_month, 1);
  EXPECT_DOUBLE_EQ(parse_false_alarms(" 0.5  per brand per month ")->per_month, 0.5);
  EXPECT_DOUBLE_EQ(parse_false_alarms("7 per brand per 3 weeks")->per_month, 10);
  EXPECT_DOUBLE_EQ(parse_false_alarms("1 per brand per day")->per_month, 30);
}

TEST(FalseAlarms, ThatCannotBeReadSayHowTheyAreWritten) {
  for (const char* text :
       {"", "1", "few", "1 per brand", "1 per brand per", "-1 per brand per day", "0 per brand per day",
        "1 per brand per 0 days", "1 per brand per year", "nan per brand per day", "1 per source per day",
        "1 per brand per 30 days now", "1e9 per brand per day", "1 per brand per 900 days"}) {
    const auto promise = parse_false_alarms(text);
    ASSERT_FALSE(promise) << text;
    EXPECT_EQ(promise.error().code, Code::kUsage);
    EXPECT_NE(promise.error().message.find("false_alarms"), std::string::npos);
  }
}

TEST(SlopesOf, AModelThatIsNineTimesInTenRight) {
  const detect::Slopes slopes = slopes_of(model_for_tests().validation);
  EXPECT_NEAR(slopes[0], 0.85 * (0.85 - 0.075), 0.02);
  EXPECT_NEAR(slopes[1], 0.85 * 0.8, 0.02);
}

TEST(SlopesOf, AValidationThatSaysNothing) { EXPECT_EQ(slopes_of({}), kUsualSlopes); }

}  // namespace
}  // namespace polso
