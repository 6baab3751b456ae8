#include "monitor/reliability.h"

#include <gtest/gtest.h>

#include "monitor/simulation_for_tests.h"

namespace polso::monitor {
namespace {

constexpr PerSentiment<double> kEven{1.0 / 3, 1.0 / 3, 1.0 / 3};

TEST(Reliability, CalibratedScoresErrAsMuchAsChanceLets) {
  int low = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    low += reliability_of(simulation::posts_of(kEven, 400, 1.2, random), 99, seed).p < 0.1 ? 1 : 0;
  }
  EXPECT_LE(low, 13);  // 6 on average
}

TEST(Reliability, ScoresThatAreTooSureAreFound) {
  Random random(2);
  auto posts = simulation::posts_of(kEven, 400, 1.2, random);
  for (Checked& post : posts) {
    double sum = 0;
    for (float& score : post.verdict.scores) sum += score = score * score * score;
    for (float& score : post.verdict.scores) score = static_cast<float>(score / sum);
  }
  const Reliability found = reliability_of(posts);
  EXPECT_GT(found.error, 2 * found.usual);
  EXPECT_LE(found.p, 0.01);
}

TEST(Reliability, CountsByTheGreatestScore) {
  std::vector<Checked> posts(10);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    posts[i].verdict.scores = {0.0F, 0.75F, 0.25F};
    posts[i].truth = i < 5 ? Sentiment::kNeutral : Sentiment::kNegative;
  }
  const Reliability found = reliability_of(posts);
  EXPECT_NEAR(found.error, 0.25, 1e-6);
  EXPECT_EQ(found.rows[7].posts, 10U);
  EXPECT_NEAR(found.rows[7].right, 0.5, 1e-12);
  EXPECT_EQ(reliability_of({}).p, 1);
}

}  // namespace
}  // namespace polso::monitor
