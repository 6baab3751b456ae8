#include "learn/guard.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

LabelledSet set_of(const std::string& name, const std::vector<std::string>& texts) {
  LabelledSet set;
  set.name = name;
  for (const std::string& text : texts) set.rows.push_back({text, Sentiment::kNeutral});
  return set;
}

TEST(LeakGuard, TakesOutWhatDiffersOnlyInHandlesLinksMarksAndCapitals) {
  for (const char* normaliser : {"none", "tweeteval", "social-1"}) {
    LeakGuard guard(normaliser_named(normaliser).value());
    guard.protect(set_of("val", {"@user The tram is late again!"}));
    guard.protect(set_of("test", {"not my day http://x.example/1"}));
    LabelledSet train =
        set_of("train", {"the tram is LATE again", "the tram is late", "@somebody Not my day...", "fine"});
    const auto removed = guard.clean(train);
    EXPECT_EQ(removed.at("val"), 1U) << normaliser;
    EXPECT_EQ(removed.at("test"), 1U) << normaliser;
    ASSERT_EQ(train.rows.size(), 2U) << normaliser;
    EXPECT_EQ(train.rows[0].text, "the tram is late");
  }
}

TEST(LeakGuard, TextsWithoutWordsAreComparedAsTheyAre) {
  LeakGuard guard(normaliser_named("none").value());
  guard.protect(set_of("test", {"!!!"}));
  LabelledSet train = set_of("train", {"???", "!!!", ""});
  EXPECT_EQ(guard.clean(train).at("test"), 1U);
  EXPECT_EQ(train.rows.size(), 2U);
}

}  // namespace
}  // namespace polso
