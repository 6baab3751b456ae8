#include "watch/live_band.h"

#include <gmock/gmock.h>

namespace polso {
namespace {

using testing::HasSubstr;

constexpr Millis kPromoted = 20'000 * kDay;
constexpr double kLow = 0.62;  // so that the band ends at 0.59

LiveFigures estimated(Estimate recall, std::uint64_t posts = 2000) {
  return {.posts = posts, .estimated = recall, .by_labels = std::nullopt};
}
LiveFigures labelled(Estimate recall, std::optional<Estimate> guess = std::nullopt) {
  return {.posts = 2000, .estimated = guess, .by_labels = recall};
}

constexpr Estimate kFine{0.63, 0.60, 0.66}, kDoubtful{0.57, 0.53, 0.60}, kBroken{0.50, 0.46, 0.54};

TEST(LiveBand, IsBrokenByAnIntervalThatLiesWhollyBelowIt) {
  struct Case {
    const char* what;
    LiveFigures live;
    Millis age;
    bool broken;
  };
  const std::vector<Case> cases{
      {"a fine estimate", estimated(kFine), kDay, false},
      {"a doubtful one", estimated(kDoubtful), kDay, false},
      {"a broken one", estimated(kBroken), kDay, true},
      {"at once, if there are posts", estimated(kBroken), 0, true},
      {"on the seventh day", estimated(kBroken), 7 * kDay, true},
      {"later it is no business of the promotion", estimated(kBroken), 7 * kDay + 1, false},
      {"of too few posts", estimated(kBroken, 499), kDay, false},
      {"a clock that went backwards", estimated(kBroken), -kDay, true},
      {"nothing known", {}, kDay, false},
      {"labels say so", labelled(kBroken), kDay, true},
      {"labels say so, an estimate does not see it", labelled(kBroken, kFine), kDay, true},
      {"labels say that all is well, against the estimate", labelled(kFine, kBroken), kDay, false},
      {"labels are too few to say, the estimate is not", labelled(kDoubtful, kBroken), kDay, true},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(broken_band(kLow, one.live, kPromoted, kPromoted + one.age).has_value(), one.broken) << one.what;
  }
}

TEST(LiveBand, SaysWhatItSaw) {
  EXPECT_EQ(*broken_band(kLow, estimated(kBroken), kPromoted, kPromoted),
            "estimated from 2000 posts: macro recall 0.500 (0.460 to 0.540), and no less than 0.590 was promised");
  EXPECT_THAT(*broken_band(kLow, labelled(kBroken), kPromoted, kPromoted), HasSubstr("by people's labels"));
}

TEST(LiveBand, IsTheLowerOfWhatWasValidated) {
  Bundle bundle;
  EXPECT_FALSE(validated_low(bundle));
  bundle.metrics["validation.macro_recall"] = {0.65, 0.63, 0.67};
  EXPECT_EQ(validated_low(bundle), 0.63);
  bundle.metrics["test.macro_recall"] = {0.62, 0.60, 0.64};
  EXPECT_EQ(validated_low(bundle), 0.60);
}

TEST(LabelledRecall, IsTheMeanOfThreeWithItsInterval) {
  const auto recall = labelled_recall({{{80, 10, 10}, {20, 60, 20}, {5, 5, 40}}});
  ASSERT_TRUE(recall);
  EXPECT_NEAR(recall->value, (0.8 + 0.6 + 0.8) / 3, 0.01);
  EXPECT_NEAR(recall->high - recall->low, 0.09, 0.02);
  const auto sure = labelled_recall({{{8000, 1000, 1000}, {2000, 6000, 2000}, {500, 500, 4000}}});
  EXPECT_LT(sure->high - sure->low, 0.012);
  EXPECT_FALSE(labelled_recall({{{80, 10, 10}, {3, 3, 3}, {5, 5, 40}}})) << "nine are too few";
}

}  // namespace
}  // namespace polso
