#include "bundle/labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Labels, TellTheirSentimentsWhenEachIsThereOnce) {
  using enum Sentiment;
  EXPECT_THAT(*sentiments_named({"LABEL_2", "negative", "Neutral"}),
              testing::ElementsAre(kPositive, kNegative, kNeutral));
  EXPECT_FALSE(sentiments_named({"negative", "negative", "positive"}));
  EXPECT_FALSE(sentiments_named({"negative", "positive"}));
  EXPECT_FALSE(sentiments_named({"A", "B", "C"}));
}

TEST(Labels, AreNamedInASentenceOfBoundedLength) {
  EXPECT_EQ(some_labels({"A", "B"}), "A, B");
  EXPECT_EQ(some_labels(std::vector<std::string>(12, "x")), "x, x, x, x, x, x, x, x, x, x and 2 more");
}

}  // namespace
}  // namespace polso
