#include "mood/build.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

Bucket bucket(const std::string& brand, const std::string& time, std::uint32_t negative, std::uint32_t positive) {
  Bucket b{{brand, "m@1", "s", "en", floor_time(parse_time(time).value(), kBucketWidth)}, {}};
  for (std::uint32_t i = 0; i < negative; ++i) b.histogram.add({{1, 0, 0}, Sentiment::kNegative});
  for (std::uint32_t i = 0; i < positive; ++i) b.histogram.add({{0, 0, 1}, Sentiment::kPositive});
  return b;
}

Share plain(const Histogram& histogram) {
  Share share{.posts = histogram.total(), .enough = histogram.total() >= 10};
  for (std::size_t s = 0; s < kSentiments && share.posts > 0; ++s) {
    const double value = static_cast<double>(histogram.labels[s]) / static_cast<double>(share.posts);
    share.counted[s] = value;
    share.corrected[s] = {value, value, value};
  }
  return share;
}

TEST(BuildReport, SumsHoursToDaysAndKeepsDaysWithoutPosts) {
  const std::vector<Bucket> buckets{bucket("a", "2015-02-17T08:00:00Z", 5, 5),
                                    bucket("a", "2015-02-17T21:00:00Z", 6, 0),
                                    bucket("a", "2015-02-20T03:00:00Z", 0, 12)};
  const Report report = build_report(buckets, Step::kByDay, plain);
  ASSERT_EQ(report.brands.size(), 1U);
  ASSERT_EQ(report.brands[0].course.size(), 4U);
  EXPECT_EQ(report.brands[0].course[0].share.posts, 16U);
  EXPECT_EQ(report.brands[0].course[1].share.posts, 0U);
  EXPECT_FALSE(report.brands[0].course[1].share.enough);
  EXPECT_EQ(report.brands[0].course[3].share.posts, 12U);
  EXPECT_EQ(report.brands[0].whole.posts, 28U);
  EXPECT_EQ(report.posts, 28U);
  EXPECT_EQ(report.outside_course, 0U);
  EXPECT_EQ(format_time(report.from), "2015-02-17T08:00:00Z");
  EXPECT_EQ(format_time(report.to), "2015-02-20T04:00:00Z");
}

TEST(BuildReport, PutsTheBrandFirstThatMostSurelyHasUnhappyCustomersAndThoseWithTooFewPostsLast) {
  const std::vector<Bucket> buckets{bucket("calm", "2015-02-17", 1, 20), bucket("angry", "2015-02-17", 20, 1),
                                    bucket("few", "2015-02-17", 9, 0), bucket("fewer", "2015-02-17", 3, 0)};
  std::vector<std::string> order;
  for (const BrandMood& mood : build_report(buckets, {}, plain).brands) order.push_back(mood.brand);
  EXPECT_EQ(order, (std::vector<std::string>{"angry", "calm", "few", "fewer"}));
}

TEST(BuildReport, ChoosesTheStepByTheRange) {
  struct Case {
    std::string last;
    Step step;
  };
  for (const Case& c :
       {Case{"2015-02-19", Step::kByHour}, Case{"2015-03-19", Step::kByDay}, Case{"2018-02-17", Step::kByWeek}}) {
    const std::vector<Bucket> buckets{bucket("a", "2015-02-17", 1, 1), bucket("a", c.last, 1, 1)};
    EXPECT_EQ(build_report(buckets, {}, plain).step, c.step) << c.last;
  }
}

TEST(BuildReport, IsNotStretchedByAPostFromTheYear9999) {
  const std::vector<Bucket> buckets{bucket("a", "0001-01-01", 1, 0), bucket("a", "2015-02-17", 9, 9),
                                    bucket("a", "2015-03-17", 9, 9), bucket("a", "9999-12-31T23:00:00Z", 0, 1)};
  for (const auto step : {std::optional<Step>(), std::optional(Step::kByDay), std::optional(Step::kByHour)}) {
    const Report report = build_report(buckets, step, plain);
    EXPECT_LE(report.brands[0].course.size(), kLongestCourse);
    EXPECT_EQ(report.brands[0].whole.posts, 38U);
    EXPECT_GE(report.outside_course, 2U);
  }
}

TEST(BuildReport, OfNoBucketsIsEmpty) { EXPECT_TRUE(build_report({}, {}, plain).brands.empty()); }

TEST(Step, AWeekBeginsOnMondayAlsoBefore1970) {
  struct Case {
    std::string_view time, start;
  };
  for (const Case& c : {Case{"2015-02-22T23:59:59Z", "2015-02-16"}, Case{"2015-02-23", "2015-02-23"},
                        Case{"1970-01-01", "1969-12-29"}, Case{"1969-12-28", "1969-12-22"}}) {
    EXPECT_EQ(format_date(floor_step(parse_time(c.time).value(), Step::kByWeek)), c.start) << c.time;
  }
}

}  // namespace
}  // namespace polso
