#include "watch/feed_gauge.h"

#include <gtest/gtest.h>

#include <cmath>

namespace polso {
namespace {

constexpr auto kCopies = FeedTrouble::kCopies;
constexpr auto kSilent = FeedTrouble::kSilentSource;
constexpr auto kMore = FeedTrouble::kMoreOfLanguage;

TEST(FeedRates, HaveRoomForWhatIsQuiet) {
  struct Case {
    const char* says;
    FeedTrouble trouble;
    double share, expected, posts, count, quiet, troubled;
  };
  for (const Case& c : {
           Case{"twice the usual copies and a little more are quiet", kCopies, 0.1, 100, 100, 10, 25, 100},
           Case{"where there are hardly any, half as many as posts are a flood", kCopies, 0, 100, 100, 0, 5, 55},
           Case{"a storm is repeated as usual", kCopies, 0.1, 100, 300, 30, 75, 300},
           Case{"half of what a source brings is quiet, a tenth is none", kSilent, 0.3, 100, 100, 30, 15, 3},
           Case{"it is not silent where all are: half as many of the others", kSilent, 0.3, 100, 35, 0, 7.5, 1.5},
           Case{"nor is it expected to surge with the others", kSilent, 0.3, 100, 400, 0, 15, 3},
           Case{"nobody says anything: nothing is known", kSilent, 0.3, 100, 0, 0, 0, 0},
           Case{"a fifth more of all posts is another mix", kMore, 0.1, 100, 120, 30, 18, 42},
           Case{"a language is not more because another is less", kMore, 0.7, 100, 70, 70, 75, 95},
       }) {
    const FeedRates rates = feed_rates(c.trouble, c.share, c.expected, c.posts, c.count);
    EXPECT_NEAR(rates.quiet, c.quiet, 1e-9) << c.says;
    EXPECT_NEAR(rates.troubled, c.troubled, 1e-9) << c.says;
  }
}

TEST(FeedEvidence, IsTheLikelihoodRatioOfPoissonCountsOverTheirBurst) {
  const FeedRates rates{2, 8};
  EXPECT_NEAR(feed_evidence(rates, 8, 1), 8 * std::log(4.0) - 6, 1e-12);
  EXPECT_NEAR(feed_evidence(rates, 8, 3), (8 * std::log(4.0) - 6) / 3, 1e-12);
  EXPECT_LT(feed_evidence(rates, 2, 1), 0);
  EXPECT_EQ(feed_evidence({0, 0}, 5, 1), 0) << "where nothing is expected nothing is told";
}

/// A hundred posts a Tick, of which `count` are of the part.
FeedCounts steady(std::size_t ticks, double count) {
  FeedCounts counts{.start = 0, .width = 10 * kMinute, .posts = {}, .copies = {}, .parts = {}, .usual = {}};
  counts.posts.assign(ticks, 100);
  counts.parts = {{true, "x", std::vector<float>(ticks, static_cast<float>(count))}};
  counts.usual.assign(ticks, true);
  return counts;
}

TEST(FeedGauge, LearnsTheShareAndLooksNoTickOfAnIncident) {
  FeedCounts counts = steady(4000, 30);
  for (std::size_t t = 1000; t < 1500; ++t) {
    counts.parts[0].posts[t] = 0;
    counts.usual[t] = false;
  }
  FeedGauge gauge(kSilent, "x");
  gauge.learn(counts, counts.parts[0].posts, [](Millis) { return 100; }, 10);
  EXPECT_NEAR(share_of(counts, counts.parts[0].posts), 0.3, 1e-6);
  for (int t = 0; t < 20; ++t) gauge.add(t * counts.width, 100, 70, 0);
  EXPECT_GT(gauge.surprise(), 0);
  EXPECT_EQ(gauge.since(), 0);
  gauge.reset();
  EXPECT_LT(gauge.surprise(), 0);
}

TEST(FeedGauge, SaysNothingOfWhatTheBrandHasSeenBefore) {
  FeedCounts counts = steady(4000, 30);
  for (std::size_t t = 1000; t < 1500; ++t) counts.parts[0].posts[t] = 0;
  FeedGauge gauge(kSilent, "x");
  gauge.learn(counts, counts.parts[0].posts, [](Millis) { return 100; }, 10);
  for (int t = 0; t < 500; ++t) gauge.add(t * counts.width, 100, 70, 0);
  EXPECT_LT(gauge.surprise(), 0);
}

TEST(FeedGauge, AFewCopiesAreNoFloodHoweverUnusual) {
  FeedCounts counts = steady(2000, 0);
  FeedGauge gauge(kCopies, "");
  counts.copies.assign(counts.ticks(), 0);
  for (float& posts : counts.posts) posts = 1;
  gauge.learn(counts, counts.copies, [](Millis) { return 1; }, 10);
  gauge.add(0, 1, 1, 45);
  EXPECT_LT(gauge.surprise(), 0);
  gauge.add(10 * kMinute, 1, 1, 10);
  EXPECT_GT(gauge.surprise(), 0);
}

}  // namespace
}  // namespace polso
