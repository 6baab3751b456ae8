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

using OneModel = WatchWorld;

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

INSTANTIATE_TEST_SUITE_P(Stories, Promotion,
                         testing::Values(Story{}, Story{.rescored = true}, Story{.canary = true, .rescored = true},
                                         Story{.rescored = true, .restarted = true},
                                         Story{.rescored = true, .rolled_back = true}));

}  // namespace
}  // namespace polso
