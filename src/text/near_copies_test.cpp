#include "text/near_copies.h"

#include <gtest/gtest.h>

#include <string>

#include "text/copy_words.h"

namespace polso {
namespace {

std::string words_of(std::string_view text) {
  std::string out;
  copy_words(text, out);
  return out;
}

TEST(CopyWords, LeaveOutWhatChangesBetweenCopies) {
  struct Case {
    const char* text;
    const char* words;
  };
  for (const Case& c : {
           Case{"Flight cancelled!", "flight cancelled"},
           Case{"RT @someone: flight CANCELLED https://t.co/x", "flight cancelled"},
           Case{"@air 😡😡 Flight, cancelled… pic.twitter.com/abc", "flight"},
           Case{"#Flight &amp; cancelled", "flight cancelled"},
           Case{"Don't, don’t", "dont dont"},
           Case{"È già qui", "è già qui"},
           Case{"rt is not art", "is not art"},
           Case{"飛行機が", "飛 行 機 が"},
           Case{"@a @b http://t.co/x 👍", ""},
           Case{"", ""},
       }) {
    EXPECT_EQ(words_of(c.text), c.words) << c.text;
  }
}

TEST(NearCopies, LooksWithoutAdding) {
  NearCopies copies;
  const std::string storm = "Stuck at Newark for nine hours now and nobody answers the phone, never again";
  EXPECT_EQ(copies.look(fingerprint(storm)).cluster, 0U) << "nothing is there";
  const Likeness first = copies.add(storm, 1000);
  const std::string copy = "RT @angry: " + storm + " #neveragain";
  for (int again = 0; again < 2; ++again) {
    const Likeness looked = copies.look(fingerprint(copy));
    EXPECT_EQ(looked.cluster, first.cluster);
    EXPECT_EQ(looked.copies, 1U);
  }
  EXPECT_EQ(copies.look(fingerprint("What a lovely crew on the flight to Boston today, thank you all")).cluster, 0U);
  EXPECT_EQ(copies.look(fingerprint("@a 👍")).cluster, 0U) << "no words";
  EXPECT_EQ(copies.clusters(), 1U);
  EXPECT_EQ(copies.add(copy, 2000).copies, 1U) << "looking counted nothing";
}

TEST(NearCopies, SaysWhichPostsWereSeenBefore) {
  const std::string storm = "Stuck at Newark for nine hours now and nobody answers the phone, never again";
  struct Case {
    const char* what;
    std::string text;
    bool alike;
  };
  for (const Case& c : {
           Case{"the same", storm, true},
           Case{"a retweet", "RT @angry: " + storm, true},
           Case{"another link", storm + " https://t.co/other", true},
           Case{"an emoji", storm + " 😡", true},
           Case{"a hashtag more", storm + " #neveragain", true},
           Case{"cut", "RT @angry: Stuck at Newark for nine hours now and nobody answers the phone, nev…", true},
           Case{"a word changed", "Stuck at Newark for ten hours now and nobody answers the phone, never again", true},
           Case{"the same subject", "Nobody answers the phone at Newark and I have been here all day", false},
           Case{"something else", "What a lovely crew on the flight to Boston today, thank you all so much", false},
       }) {
    NearCopies copies;
    const Likeness first = copies.add(storm, 1000);
    EXPECT_EQ(first.copies, 0U);
    const Likeness second = copies.add(c.text, 2000);
    EXPECT_EQ(second.copies, c.alike ? 1U : 0U) << c.what;
    EXPECT_EQ(second.cluster == first.cluster, c.alike) << c.what;
  }
}

TEST(NearCopies, OfFewWordsAreWordForWord) {
  NearCopies copies;
  EXPECT_EQ(copies.add("thank you", 0).copies, 0U);
  EXPECT_EQ(copies.add("Thank you!", 0).copies, 1U);
  EXPECT_EQ(copies.add("thank you all", 0).copies, 0U);
  EXPECT_EQ(copies.add("😡", 0).cluster, 0U);
  EXPECT_EQ(copies.add("😡", 0).copies, 0U) << "no words, no copy";
}

std::string numbered(int i) {
  std::string text = "post";
  for (int k = 1; k < 9; ++k) text += " w" + std::to_string(i * 7919 + k * k * 31);
  return text;
}

TEST(NearCopies, AreForgottenAfterTheWindowAndWhenThereAreTooMany) {
  NearCopies copies({.window = kHour, .most = 100});
  EXPECT_EQ(copies.add(numbered(0), 0).copies, 0U);
  EXPECT_EQ(copies.add(numbered(0), kHour).copies, 1U);
  EXPECT_EQ(copies.add(numbered(0), 2 * kHour).copies, 2U) << "each copy keeps it alive";
  EXPECT_EQ(copies.add(numbered(0), 3 * kHour + 1).copies, 0U);
  EXPECT_EQ(copies.add(numbered(0), 0).copies, 1U) << "a late one is compared with what is there";
  for (int i = 1; i <= 100; ++i) EXPECT_EQ(copies.add(numbered(i), 4 * kHour).copies, 0U) << i;
  EXPECT_EQ(copies.clusters(), 100U);
  EXPECT_EQ(copies.add(numbered(0), 4 * kHour).copies, 0U) << "pushed out";
  EXPECT_EQ(copies.add(numbered(100), 4 * kHour).copies, 1U);
}

TEST(NearCopies, AllOfAWindowAreFoundAgainWhileItGrows) {
  NearCopies copies;
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(copies.add(numbered(i), i).copies, 0U) << i;
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(copies.add("RT @x: " + numbered(i), 5000 + i).copies, 1U) << i;
}

}  // namespace
}  // namespace polso
