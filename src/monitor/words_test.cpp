#include "monitor/words.h"

#include <gtest/gtest.h>

namespace polso::monitor {
namespace {

TEST(PostWords, KeepsEachWordOnceAndCountsAll) {
  const PostWords post = words_of("good good day", "en", 7);
  EXPECT_EQ(post.length, 3U);
  EXPECT_EQ(post.words.size(), 2U);
  EXPECT_EQ(post.lang, "en");
  EXPECT_EQ(post.cell, 7);
}

TEST(PostWords, DoesNotTellCaseLinksAndUsersApart) {
  EXPECT_EQ(words_of("Good @anna https://a.example/x", "", 0).words,
            words_of("good @bruno https://b.example/y", "", 0).words);
  EXPECT_NE(words_of("good", "", 0).words, words_of("bad", "", 0).words);
}

TEST(PostWords, AnyBytesAreAText) {
  EXPECT_TRUE(words_of("", "", 0).words.empty());
  EXPECT_GT(words_of("\xff\xfe caf\xc3\xa9", "", 0).length, 0U);
}

}  // namespace
}  // namespace polso::monitor
