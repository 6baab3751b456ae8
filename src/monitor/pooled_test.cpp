#include "monitor/pooled.h"

#include <gtest/gtest.h>

#include "monitor/texts_for_tests.h"

namespace polso::monitor {
namespace {

TEST(Area, IsTheChanceThatAWindowsValueIsHigher) {
  const std::vector<double> values{1, 2, 3, 4};
  EXPECT_EQ(area(values, Sides{0, 0, 1, 1}), 1);
  EXPECT_EQ(area(values, Sides{1, 1, 0, 0}), 0);
  EXPECT_EQ(area(values, Sides{0, 1, 1, 0}), 0.5);
  EXPECT_EQ(area(std::vector<double>{5, 5, 5}, Sides{0, 1, 1}), 0.5) << "ties";
  EXPECT_EQ(area(values, Sides{1, 1, 1, 1}), 0.5) << "one side only";
}

TEST(Pooled, CountsTheWordsThatOnlyTheWindowHas) {
  Random random(1);
  const std::vector<PostWords> reference{words_of("red green", "en", 0)};
  const std::vector<PostWords> window{words_of("red blue", "en", 0), words_of("white green", "it", 0)};
  const Pooled pooled(reference, window, random);
  EXPECT_DOUBLE_EQ(pooled.unknown_words(pooled.sides()), 0.5);
  EXPECT_EQ(pooled.lang_count(), 2U);
  EXPECT_EQ(pooled.sides(), (Sides{0, 1, 1}));
}

TEST(Pooled, TellsTopicsApartOnPostsItHasNotSeenAndNothingWhereThereIsNothing) {
  Random random(2);
  const PerSentiment<double> shares{0.3, 0.4, 0.3};
  const auto posts = [&](char topic) {
    return simulation::written(simulation::posts_of(shares, 400, 1.2, random), topic, random);
  };
  const auto reference = posts('t');
  const Pooled other(reference, posts('u'), random);
  EXPECT_GT(area(other.domain_scores(other.sides()), other.sides()), 0.95);
  const Pooled same(reference, posts('t'), random);
  EXPECT_NEAR(area(same.domain_scores(same.sides()), same.sides()), 0.5, 0.06);
}

}  // namespace
}  // namespace polso::monitor
