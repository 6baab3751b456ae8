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
  [[nodiscard]] std::string found() const {
    std::string texts;
    for (const StandingTerm& term : standing_out(posts, {}, vocabulary)) {
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

}  // namespace
}  // namespace polso
