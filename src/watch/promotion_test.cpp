// A promotion as the detector sees it: another model judges the same mood, and says something else of it.
#include <gtest/gtest.h>

#include "store/opinions.h"
#include "watch/world_for_tests.h"

namespace polso {
namespace {

constexpr Millis kPromotion = kStart + 21 * kDay;
constexpr Millis kEnd = kPromotion + 3 * kDay;

struct Story {
  bool canary = false;       // the challenger answered a tenth before
  bool rescored = false;     // the new champion judged what was there again
  bool rolled_back = false;  // after two days
  bool restarted = false;    // at the promotion, as another watch
};

/// Whatever the story, the mood stays the same; "m@2" calls three times as many posts negative.
class Promotion : public WatchWorld, public testing::WithParamInterface<Story> {
 protected:
  void tell(const Story& story) {
    posts(kStart, kPromotion, {.an_hour = story.canary ? 18.0 : 20.0});
    if (story.canary) posts(kPromotion - 7 * kDay, kPromotion, {.an_hour = 2, .negative = 0.6, .model = "m@2"});
    const Millis back = story.rolled_back ? kPromotion + 2 * kDay : kEnd;
    posts(kPromotion, back, {.negative = 0.6, .model = "m@2"});
    if (back < kEnd) posts(back, kEnd, {});
  }

  void judge_again() {
    const auto opinions = open_opinions(path).value();
    for (bool last = false; !last;) {
      const OpinionPage page = opinions->next("m@2", Way::kOlder, kMinTime, 2000).value();
      std::vector<Opinion> said;
      for (const Unjudged& post : page.posts) {
        const bool bad = random.uniform() < 0.6;
        said.push_back(
            {post.seq, {.scores = bad ? kBad : kGood, .label = bad ? Sentiment::kNegative : Sentiment::kPositive}});
      }
      ASSERT_TRUE(opinions->add("m@2", page, said));
      last = page.last;
    }
  }
};

class OneModel : public WatchWorld {
 protected:
  /// The share of negatives of the day before, as it is shown.
  [[nodiscard]] double mood_of_day(Millis until) {
    Histogram day;
    BucketQuery query;
    query.from = until - kDay;
    query.to = until;
    const auto buckets = store->buckets(query);
    for (const Bucket& bucket : *buckets) day += bucket.histogram;
    return estimators.estimate("m@1", estimators.calibration("m@1", until), day).corrected[0].value;
  }
};

/// So few that chance makes none in these weeks.
WatchOptions rarely() {
  WatchOptions options;
  options.promise.per_month = 0.005;
  return options;
}

TEST_P(Promotion, IsNoAlertOfTheMood) {
  const Story& story = GetParam();
  tell(story);
  if (story.rescored) judge_again();
  auto watch = start(rarely());
  look(*watch, kPromotion - kDay, kPromotion);
  if (story.restarted) watch = start(rarely());
  look(*watch, kPromotion, kEnd);
  EXPECT_FALSE(any_of_mood(saved()));
}

TEST_F(OneModel, TheSameStepByOneModelIsAnAlert) {
  posts(kStart, kPromotion, {});
  posts(kPromotion, kEnd, {.negative = 0.6});
  const auto watch = start(rarely());
  look(*watch, kPromotion - kDay, kEnd);
  EXPECT_TRUE(any_of_mood(saved())) << "or the tests above would prove nothing";
}

TEST_F(OneModel, FreshLabelsThatRenewItsFiguresAreNoAlert) {
  posts(kStart, kEnd, {});
  const auto watch = start(rarely());
  look(*watch, kPromotion - kDay, kPromotion);
  const Millis newest = kPromotion;
  const double before = mood_of_day(newest);
  Validation audit{.data = {}, .from = format_time(kPromotion - kDay), .to = format_time(newest), .by_truth = {}};
  const std::array scores{kBad, kPlain, kGood};
  for (std::size_t i = 0; i < 200; ++i) {  // half of what it calls neutral is a complaint
    const std::size_t said = i % 5 == 0 ? 0 : i % 5 == 4 ? 2 : 1;
    const std::size_t meant = said == 1 && i % 2 == 0 ? 0 : said;
    audit.by_truth[meant].add({.scores = scores[said], .label = static_cast<Sentiment>(said)});
  }
  ASSERT_TRUE(estimators.renew({{"m@1", audit}}));
  EXPECT_GT(std::abs(mood_of_day(newest) - before), 0.05) << "or this would prove nothing";
  look(*watch, kPromotion, kEnd);
  EXPECT_TRUE(saved().empty());
}

INSTANTIATE_TEST_SUITE_P(Stories, Promotion,
                         testing::Values(Story{}, Story{.rescored = true}, Story{.canary = true, .rescored = true},
                                         Story{.rescored = true, .restarted = true},
                                         Story{.rescored = true, .rolled_back = true}));

}  // namespace
}  // namespace polso
