#include "bundle/budget.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Budget, IsAShareOrANumberASecond) {
  using enum Budget::Kind;
  struct Case {
    const char* text;
    Budget budget;
    const char* again;
  };
  for (const Case& c : {Case{"0.2", {kShare, 0.2}, "0.2"}, Case{"20%", {kShare, 0.2}, "0.2"},
                        Case{"0", {kShare, 0}, "0"}, Case{"1", {kShare, 1}, "1"}, Case{"100%", {kShare, 1}, "1"},
                        Case{"50/s", {kPerSecond, 50}, "50/s"}, Case{"0.5/s", {kPerSecond, 0.5}, "0.5/s"}}) {
    const auto budget = parse_budget(c.text);
    ASSERT_TRUE(budget) << c.text;
    EXPECT_EQ(*budget, c.budget) << c.text;
    EXPECT_EQ(budget_text(*budget), c.again);
    EXPECT_EQ(parse_budget(budget_text(*budget)).value(), *budget);
  }
}

TEST(Budget, OfAnotherFormIsWrongUsageAndNamed) {
  for (const char* text : {"", "-0.1", "1.01", "101%", "20", "0/s", "-3/s", "50/m", "/s", "%", "nan", "inf", "inf/s",
                           "0.2 ", "1e9/s", "20%/s", "a fifth"}) {
    const auto budget = parse_budget(text);
    ASSERT_FALSE(budget) << text;
    EXPECT_EQ(budget.error().code, Code::kUsage);
    EXPECT_THAT(budget.error().message, testing::HasSubstr(fmt::format("'{}'", text)));
  }
}

}  // namespace
}  // namespace polso
