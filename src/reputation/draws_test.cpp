#include "reputation/draws.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace polso {
namespace {

std::vector<Sentiment> labels(const PerSentiment<std::size_t>& counts) {
  std::vector<Sentiment> truth;
  for (std::size_t s = 0; s < kSentiments; ++s) truth.insert(truth.end(), counts[s], static_cast<Sentiment>(s));
  return truth;
}

TEST(PrevalenceDraws, HoldWhatTheySayAndNoPostTwice) {
  const auto truth = labels({100, 120, 140});
  PrevalenceDraws draws(truth, 1);
  for (int n = 0; n < 200; ++n) {
    auto draw = draws.next(100);
    ASSERT_EQ(draw.posts.size(), 100U);
    PerSentiment<double> shares{};
    for (const std::size_t post : draw.posts) shares[index(truth[post])] += 0.01;
    for (std::size_t s = 0; s < kSentiments; ++s) EXPECT_NEAR(shares[s], draw.shares[s], 1e-9);
    std::ranges::sort(draw.posts);
    EXPECT_EQ(std::ranges::adjacent_find(draw.posts), draw.posts.end());
  }
}

TEST(PrevalenceDraws, AreUniformOnTheSimplex) {
  const auto truth = labels({200, 200, 200});
  PrevalenceDraws draws(truth, 2);
  double mean = 0;
  int mostly = 0;  // a share above one half has probability 1/4
  constexpr int kDraws = 4000;
  for (int n = 0; n < kDraws; ++n) {
    const auto draw = draws.next(200);
    mean += draw.shares[0] / kDraws;
    if (draw.shares[0] > 0.5) ++mostly;
  }
  EXPECT_NEAR(mean, 1.0 / 3, 0.02);
  EXPECT_NEAR(static_cast<double>(mostly) / kDraws, 0.25, 0.03);
}

TEST(PrevalenceDraws, TooFewPostsOfASentimentAreTakenAgain) {
  const auto truth = labels({1, 100, 100});
  PrevalenceDraws draws(truth, 3);
  for (int n = 0; n < 20; ++n) EXPECT_EQ(draws.next(100).posts.size(), 100U);
}

TEST(PrevalenceDraws, AreTheSameForASeed) {
  const auto truth = labels({50, 50, 50});
  PrevalenceDraws one(truth, 4);
  PrevalenceDraws two(truth, 4);
  EXPECT_EQ(one.next(60).posts, two.next(60).posts);
  EXPECT_EQ(one.next(60).posts, two.next(60).posts);
}

}  // namespace
}  // namespace polso
