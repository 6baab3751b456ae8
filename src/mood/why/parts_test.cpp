#include "mood/why/parts.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace polso {
namespace {

class PartsTest : public testing::Test {
 protected:
  void add(bool since, int times, double negative, const std::string& text,
           const std::string& source = std::string("x"), const std::string& lang = std::string("en"),
           const std::string& author = std::string()) {
    for (int i = 0; i < times; ++i) {
      WhyPost post;
      post.source = source;
      post.lang = lang;
      post.author = author;
      post.thread = author;  // each to themselves
      post.since = since;
      post.negative = negative;
      post.terms = vocabulary.cut(text);
      posts.push_back(post);
    }
  }
  [[nodiscard]] Parts parts(const std::vector<std::string>& terms, double change) {
    std::vector<StandingTerm> standing;
    for (const std::string& term : terms) {
      for (TermId id = 0; id < vocabulary.size(); ++id) {
        if (vocabulary.text(id) == term) standing.push_back({id, 0, 3});
      }
    }
    return parts_of(posts, standing, vocabulary, change);
  }
  static double part(const Parts& parts, const std::string& kind, const std::string& name) {
    for (const Driver& driver : parts.drivers) {
      if (driver.kind == kind && driver.name == name) return driver.part;
    }
    ADD_FAILURE() << kind << ' ' << name << " is not told";
    return 0;
  }
  Vocabulary vocabulary;
  std::vector<WhyPost> posts;
};

TEST_F(PartsTest, OfEachKindSumToTheChange) {
  add(false, 50, 0.2, "fine", "x", "en", "a");
  add(false, 50, 0.3, "bene", "y", "it", "b");
  add(true, 40, 0.9, "#fail cancelled", "x", "en", "a");
  add(true, 20, 0.8, "cancelled hold", "y", "it", "c");
  add(true, 40, 0.25, "fine", "y", "en", "");
  for (const double change : {0.38, 0.3, 0.05, -0.1, 5.0}) {
    std::map<std::string, double> sums;
    for (const Driver& driver : parts({"cancelled", "hold", "#fail"}, change).drivers) sums[driver.kind] += driver.part;
    EXPECT_EQ(sums.size(), 6U);
    for (const auto& [kind, sum] : sums) EXPECT_NEAR(sum, change, 1e-12) << kind;
  }
}

TEST_F(PartsTest, AreRateAndMixOfKitagawa) {
  // x: 80 posts at 0.2, then 50 at 0.4; y: 20 at 0.5, then 50 at 0.5. The means are 0.26 and 0.45, the middle 0.355.
  add(false, 80, 0.2, "", "x");
  add(false, 20, 0.5, "", "y");
  add(true, 50, 0.4, "", "x");
  add(true, 50, 0.5, "", "y");
  const Parts told = parts({}, 0.19);
  EXPECT_NEAR(told.scale, 1, 1e-12);
  const double rate_x = (0.8 + 0.5) / 2 * (0.4 - 0.2);
  const double mix_x = (0.5 - 0.8) * ((0.4 + 0.2) / 2 - 0.355);
  EXPECT_NEAR(part(told, "source", "x"), rate_x + mix_x, 1e-12);
  EXPECT_NEAR(part(told, "source", "y"), (0.5 - 0.2) * (0.5 - 0.355), 1e-12);
  EXPECT_NEAR(part(told, "source", ""), 0, 1e-12);
}

TEST_F(PartsTest, OfAPostAreSplitAmongItsTerms) {
  add(false, 10, 0, "fine");
  add(true, 5, 1, "hold phone");
  add(true, 5, 0, "fine");
  const Parts told = parts({"hold", "phone"}, 0.5);  // each post since counts (1 - 0.25) / 10
  EXPECT_NEAR(part(told, "term", "hold"), 5 * 0.075 / 2, 1e-12);
  EXPECT_NEAR(part(told, "term", "phone"), 5 * 0.075 / 2, 1e-12);
  EXPECT_NEAR(part(told, "term", ""), 0.5 - 5 * 0.075, 1e-12);
}

TEST_F(PartsTest, AreScaledToTheCorrectedChangeWithinBounds) {
  add(false, 10, 0.2, "");
  add(true, 10, 0.4, "");
  EXPECT_NEAR(parts({}, 0.3).scale, 1.5, 1e-12);
  EXPECT_NEAR(parts({}, 5).scale, 3, 1e-12);
  EXPECT_NEAR(parts({}, -0.3).scale, 1, 1e-12) << "the other way: as it is, and the rest is told as rest";
}

TEST_F(PartsTest, AreNoneWithoutPostsOnBothSides) {
  add(true, 10, 0.4, "");
  EXPECT_TRUE(parts({}, 0.3).drivers.empty());
}

}  // namespace
}  // namespace polso
