#include "post/sentiment.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Sentiment, ReadsTheNamesThatDataSetsUse) {
  for (const char* text : {"0", "negative", "NEG", "Negative", "LABEL_0", "__label__negative", "negativo"}) {
    EXPECT_EQ(parse_sentiment(text), Sentiment::kNegative) << text;
  }
  for (const char* text : {"1", "neutral", "neu", "__label__1", "neutro"}) {
    EXPECT_EQ(parse_sentiment(text), Sentiment::kNeutral) << text;
  }
  EXPECT_EQ(parse_sentiment("Positive"), Sentiment::kPositive);
}

TEST(Sentiment, KnowsNoOtherWords) {
  for (const char* text : {"", "3", "irrelevant", "negativelyyyyyyyyyyyyyy", "__label__"}) {
    EXPECT_EQ(parse_sentiment(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace polso
