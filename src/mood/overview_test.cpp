#include "mood/overview.h"

#include <gmock/gmock.h>

#include "mood/example_for_tests.h"

namespace polso {
namespace {

const Millis kNow = parse_time("2024-03-15T00:00:00Z").value();

class OverviewTest : public testing::Test {
 protected:
  Result<Overview> overview(Store& store, OverviewQuery query = {}) {
    if (query.now == 0) query.now = kNow;
    return load_overview(store, estimators_, query);
  }
  Estimators estimators_{{bundle_for_tests("en")}, {}};
};

TEST_F(OverviewTest, WhatGotSurelyWorseComesFirst) {
  const auto store = store_for_tests({{"steady", "2024-03-05T10:00:00Z", 900, 0.5},
                                      {"steady", "2024-03-12T10:00:00Z", 900, 0.5},
                                      {"worse", "2024-03-05T10:00:00Z", 900, 0.1},
                                      {"worse", "2024-03-12T10:00:00Z", 900, 0.4},
                                      {"better", "2024-03-05T10:00:00Z", 900, 0.5},
                                      {"better", "2024-03-12T10:00:00Z", 900, 0.1},
                                      {"few", "2024-03-12T10:00:00Z", 5, 1.0}});
  const auto now = overview(*store);
  ASSERT_TRUE(now) << now.error().message;
  std::vector<std::pair<std::string, Attention>> order;
  for (const BrandNow& brand : now->brands) order.emplace_back(brand.brand, brand.attention);
  EXPECT_THAT(order,
              testing::ElementsAre(std::pair("worse", Attention::kWorse), std::pair("steady", Attention::kSteady),
                                   std::pair("better", Attention::kBetter), std::pair("few", Attention::kFew)));
  EXPECT_EQ(now->posts, 2705U);
  const Estimate& change = (*now->brands[0].change)[0];
  EXPECT_GT(change.low, 0);
  EXPECT_LT(change.low, change.value);
  EXPECT_NEAR(change.value, 0.25, 0.1);
  EXPECT_FALSE(now->brands[3].change);
}

TEST_F(OverviewTest, WhereNothingNewCameTheLastPostsAreShown) {
  const auto store =
      store_for_tests({{"a", "2015-02-20T10:00:00Z", 100, 0.5}, {"a", "2015-02-24T10:30:00Z", 100, 0.5}});
  const auto now = overview(*store);
  EXPECT_EQ(format_time(now->to), "2015-02-24T11:00:00Z");
  EXPECT_EQ(format_time(now->from), "2015-02-17T11:00:00Z");
  EXPECT_EQ(now->brands[0].now.posts, 200U);
}

TEST_F(OverviewTest, DaysAndHoursGiveTheSameSums) {
  std::vector<HourOfPosts> hours;
  for (int day = 1; day <= 28; ++day) {
    hours.push_back({"a", "2024-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "T13:00:00Z", 10, 0.3});
  }
  const auto store = store_for_tests(hours);
  OverviewQuery query;
  query.from = parse_time("2024-02-10T07:00:00Z").value();
  query.to = parse_time("2024-02-20T14:00:00Z").value();
  const auto utc = overview(*store, query);          // whole days come from sums over days
  query.zone = Zone::find("Europe/London").value();  // the same clock, but only hours will do
  const auto hourly = overview(*store, query);
  ASSERT_TRUE(utc && hourly);
  EXPECT_EQ(utc->brands[0].now.posts, 110U);
  EXPECT_EQ(utc->brands[0].before.posts, 90U);
  EXPECT_EQ(hourly->brands[0].now.posts, 110U);
  EXPECT_EQ(hourly->brands[0].before.posts, 90U);
  std::uint64_t in_course = 0;
  for (const Stretch& stretch : utc->brands[0].course) in_course += stretch.share.posts;
  EXPECT_EQ(in_course, 200U);
}

TEST_F(OverviewTest, AnEmptyDatabaseIsNoError) {
  const auto now = overview(*store_for_tests({}));
  ASSERT_TRUE(now) << now.error().message;
  EXPECT_TRUE(now->brands.empty());
  EXPECT_EQ(now->newest, std::nullopt);
}

TEST(Difference, IsLessSureThanEitherOfItsSides) {
  const Estimate change = difference({0.5, 0.4, 0.6}, {0.2, 0.15, 0.3});
  EXPECT_NEAR(change.value, 0.3, 1e-12);
  EXPECT_NEAR(change.low, 0.3 - std::hypot(0.1, 0.1), 1e-12);
  EXPECT_NEAR(change.high, 0.3 + std::hypot(0.1, 0.05), 1e-12);
}

}  // namespace
}  // namespace polso
