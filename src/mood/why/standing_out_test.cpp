#include "mood/why/standing_out.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace polso {
namespace {

TEST(LogOdds, MatchAFigureByHand) {
  // 20 of 100 since, 5 of 100 before, prior 10 of 100: log(30/170) - log(15/185) = 0.777714..., variance 1/30 + 1/15.
  const double by_hand = (std::log(30.0 / 170) - std::log(15.0 / 185)) / std::sqrt(0.1);
  EXPECT_NEAR(by_hand, 2.4593, 1e-3);
  EXPECT_DOUBLE_EQ(log_odds_z(20, 100, 5, 100, 10, 100), by_hand);
  EXPECT_DOUBLE_EQ(log_odds_z(5, 100, 20, 100, 10, 100), -by_hand);
  EXPECT_DOUBLE_EQ(log_odds_z(7, 100, 7, 100, 10, 100), 0);
}

class StandingOut : public testing::Test {
 protected:
  void add(bool since, int times, const std::string& text, bool first = true) {
    for (int i = 0; i < times; ++i) {
      WhyPost post;
      post.since = since;
      post.first = first;
      post.terms = vocabulary.cut(text);
      posts.push_back(post);
    }
  }
  [[nodiscard]] std::string found(double WhyPost::* mood = nullptr) const {
    std::string texts;
    for (const StandingTerm& term : standing_out(posts, {}, vocabulary, mood)) {
      texts += (texts.empty() ? "" : ", ") + vocabulary.text(term.term) + ' ' + std::to_string(term.posts);
    }
    return texts;
  }
  Vocabulary vocabulary;
  std::vector<WhyPost> posts;
};

TEST_F(StandingOut, IsWhatIsSaidMoreOftenSince) {
  add(false, 100, "the flight was nice");
  add(true, 60, "the flight was nice");
  add(true, 40, "the flight was cancelled");
  EXPECT_EQ(found(), "cancelled 40") << "not 'was cancelled': 'was' is in every post";
}

TEST_F(StandingOut, CopiesDoNotVoteTwice) {
  add(false, 100, "the flight was nice");
  add(true, 100, "the flight was nice");
  add(true, 1, "boycott them");
  add(true, 50, "boycott them", false);
  EXPECT_EQ(found(), "");
}

TEST_F(StandingOut, TwoWordsThatMostlyComeTogetherAreOneTerm) {
  for (int i = 0; i < 40; ++i) add(false, 5, "nice w" + std::to_string(i));
  for (int i = 0; i < 40; ++i) add(true, 5, "nice w" + std::to_string(i));
  add(true, 20, "lost luggage");
  EXPECT_EQ(found(), "lost luggage 20");
}

TEST_F(StandingOut, NothingDoesAgainstAHandfulOfPosts) {
  add(false, 19, "nice");
  add(true, 100, "terrible");
  EXPECT_EQ(found(), "");
}

class StandingOutByMood : public StandingOut {
 protected:
  /// 1,000 posts before and 1,000 since; `word` is in 80 of the former and 110 of the latter.
  void add_word(const std::string& word, double negative) {
    for (const bool since : {false, true}) {
      const int with = since ? 110 : 80;
      for (int i = 0; i < 1000; ++i) {
        const std::string other = " w" + std::to_string(i % 40);
        add(since, 1, i < with ? word + other : "nice" + other);
        posts.back().negative = i < with ? (since ? negative : 0.4) : 0.2;
      }
    }
  }
};

TEST_F(StandingOutByMood, IsWhatSoManyMoreComplainOf) {
  add_word("waiting", 0.9);
  EXPECT_EQ(found(), "") << "not half as often again";
  EXPECT_EQ(found(&WhyPost::negative), "waiting 110");
}

TEST_F(StandingOutByMood, IsNotWhatIsSaidWithoutComplaint) {
  add_word("waiting", 0.4);
  EXPECT_EQ(found(&WhyPost::negative), "");
}

TEST_F(StandingOutByMood, FunctionWordsTellOfNothing) {
  for (const char* word : {"this", "perché"}) {
    posts.clear();
    add_word(word, 0.9);
    EXPECT_EQ(found(&WhyPost::negative), "") << word;
  }
}

}  // namespace
}  // namespace polso
