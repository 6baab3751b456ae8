#include "bundle/at_budget.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

Bundle cascade() {
  Bundle b;
  b.kind = "cascade";
  b.name = "two";
  b.version = "0123456789ab";
  b.cascade.emplace().budget = 0.5;
  b.cascade->judged = {{Sentiment::kNegative, 1, 2, Sentiment::kNeutral, Sentiment::kNegative},
                       {Sentiment::kNegative, 1, 2, Sentiment::kNeutral, Sentiment::kNegative}};
  b.validation.data = "own";
  b.validation.by_truth = by_truth_at(b.cascade->judged, 0.5);
  return b;
}

TEST(AtBudget, IsAnotherVersionWithTheValidationOfThatShare) {
  const Bundle all = at_budget(cascade(), {Budget::Kind::kShare, 1});
  EXPECT_EQ(all.id(), "two@0123456789ab+1");
  EXPECT_EQ(all.validation.by_truth[0].labels, (PerSentiment<std::uint32_t>{2, 0, 0}));
  EXPECT_EQ(all.validation.data, "own");
  const Bundle rate = at_budget(cascade(), {Budget::Kind::kPerSecond, 5});
  EXPECT_EQ(rate.id(), "two@0123456789ab+5/s");
  EXPECT_EQ(rate.validation.by_truth, cascade().validation.by_truth);
}

TEST(AtBudget, LeavesItsOwnBudgetAndOtherModelsAlone) {
  EXPECT_EQ(at_budget(cascade(), {Budget::Kind::kShare, 0.5}).id(), cascade().id());
  Bundle one;
  one.name = "one";
  EXPECT_EQ(at_budget(one, {Budget::Kind::kShare, 0.1}).id(), one.id());
}

TEST(WithId, FindsTheBundleAtWhateverBudgetItJudged) {
  EXPECT_EQ(with_id(cascade(), "two@0123456789ab")->id(), "two@0123456789ab");
  const auto all = with_id(cascade(), "two@0123456789ab+1");
  ASSERT_TRUE(all);
  EXPECT_EQ(all->validation.by_truth[0].labels, (PerSentiment<std::uint32_t>{2, 0, 0}));
  for (const char* other : {"two@0123456789ac", "two@0123456789ab+", "two@0123456789ab+7", "two@0123456789abc", ""}) {
    EXPECT_FALSE(with_id(cascade(), other)) << other;
  }
  Bundle one;
  one.name = "one";
  one.version = "0123456789ab";
  EXPECT_FALSE(with_id(one, "one@0123456789ab+0.2"));
}

}  // namespace
}  // namespace polso
