#include "watch/feed_watch.h"

#include <gtest/gtest.h>

#include "watch/feed_for_tests.h"

namespace polso {
namespace {

using detect::Change;

constexpr Millis kLearnt = 28 * kDay;

struct Case {
  const char* says;
  double an_hour;
  void (*happens)(InventedFeed&);
  void (*is_over)(InventedFeed&);
  Cause cause;
  const char* detail;
  Millis within;
};

void flood(InventedFeed& feed) { feed.flood = 5; }
void no_flood(InventedFeed& feed) { feed.flood = 0; }
void silence(InventedFeed& feed) { feed.silent = true; }
void no_silence(InventedFeed& feed) { feed.silent = false; }
void more(InventedFeed& feed) { feed.more = 0.4; }
void no_more(InventedFeed& feed) { feed.more = 0; }

TEST(FeedWatch, NamesTroublesSoonAndSaysWhenTheyAreOver) {
  for (const Case& c : {
           Case{"a flood about a small brand", 20, flood, no_flood, Cause::kCopies, "", 4 * kHour},
           Case{"a flood", 100, flood, no_flood, Cause::kCopies, "", kHour},
           Case{"a flood about a large brand", 1000, flood, no_flood, Cause::kCopies, "", 40 * kMinute},
           Case{"30 % of a small brand's posts", 20, silence, no_silence, Cause::kSource, "forum", 30 * kHour},
           Case{"30 % of the posts", 100, silence, no_silence, Cause::kSource, "forum", 10 * kHour},
           Case{"30 % of a large brand's posts", 1000, silence, no_silence, Cause::kSource, "forum", 2 * kHour},
           Case{"another mix", 100, more, no_more, Cause::kLanguage, "it", 12 * kHour},
           Case{"another mix of a large brand", 1000, more, no_more, Cause::kLanguage, "it", 2 * kHour},
       }) {
    WatchedFeed brand(InventedFeed(c.an_hour, 3));
    ASSERT_EQ(brand.until(kLearnt), Change::kNone) << c.says;
    c.happens(brand.feed);
    ASSERT_EQ(brand.until(kLearnt + c.within), Change::kOpened) << c.says;
    EXPECT_EQ(brand.watch.incident()->cause(), c.cause) << c.says;
    EXPECT_EQ(brand.watch.incident()->name, c.detail) << c.says;
    EXPECT_GE(brand.watch.incident()->began, kLearnt - 2 * kHour) << c.says;
    EXPECT_LE(brand.watch.incident()->began, brand.watch.incident()->noticed) << c.says;
    const Millis calm = brand.feed.now() + kDay;
    EXPECT_EQ(brand.until(calm), Change::kNone) << c.says << ": it goes on";
    c.is_over(brand.feed);
    ASSERT_EQ(brand.until(calm + 12 * kHour), Change::kEnded) << c.says;
    EXPECT_NEAR(static_cast<double>(*brand.watch.incident()->ended - calm), 0, static_cast<double>(4 * kHour))
        << c.says;
  }
}

TEST(FeedWatch, GoesOnWithWhatComesBackSoon) {
  WatchedFeed brand(InventedFeed(100, 1));
  brand.until(kLearnt);
  brand.feed.flood = 5;
  ASSERT_EQ(brand.until(kLearnt + kHour), Change::kOpened);
  const Millis began = brand.watch.incident()->began;
  brand.feed.flood = 0;
  ASSERT_EQ(brand.until(kLearnt + 6 * kHour), Change::kEnded);
  brand.feed.flood = 5;
  EXPECT_EQ(brand.until(kLearnt + 8 * kHour), Change::kReopened);
  EXPECT_EQ(brand.watch.incident()->began, began);
}

TEST(FeedWatch, WhatLastsAWeekIsTheNewNormalAndIsNotToldAgain) {
  WatchedFeed brand(InventedFeed(100, 1));
  brand.until(kLearnt);
  brand.feed.silent = true;
  ASSERT_EQ(brand.until(kLearnt + kDay), Change::kOpened);
  ASSERT_EQ(brand.until(kLearnt + 8 * kDay), Change::kEnded);
  EXPECT_GE(*brand.watch.incident()->ended, kLearnt + 6 * kDay);
  EXPECT_EQ(brand.alarms_until(kLearnt + 30 * kDay), 0);
}

TEST(FeedWatch, IsOverWhenAPersonSaysSo) {
  WatchedFeed brand(InventedFeed(100, 1));
  brand.until(kLearnt);
  brand.feed.flood = 5;
  ASSERT_EQ(brand.until(kLearnt + kHour), Change::kOpened);
  brand.watch.close(brand.feed.now());
  EXPECT_FALSE(brand.watch.open());
  EXPECT_EQ(brand.watch.incident()->ended, brand.feed.now());
}

TEST(FeedWatch, QuietFeedsRaiseNextToNoAlarm) {
  int alarms = 0;
  for (const double an_hour : {2.0, 20.0, 100.0, 400.0}) {
    for (std::uint64_t seed = 10; seed < 16; ++seed)
      alarms += WatchedFeed(InventedFeed(an_hour, seed)).alarms_until(58 * kDay);
  }
  EXPECT_LE(alarms, 1) << "of 46 months";
}

}  // namespace
}  // namespace polso
