#include "reputation/adjusted.h"

#include <gtest/gtest.h>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

using Shares = PerSentiment<double>;

void expect_near(const Shares& found, const Shares& wanted, double tolerance, const char* what) {
  for (std::size_t s = 0; s < kSentiments; ++s) EXPECT_NEAR(found[s], wanted[s], tolerance) << what << ", " << s;
}

constexpr PerSentiment<Shares> kPerfect{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr PerSentiment<Shares> kGood{{{0.7, 0.2, 0.1}, {0.2, 0.6, 0.2}, {0.1, 0.2, 0.7}}};
constexpr PerSentiment<Shares> kBlind{{{0.3, 0.4, 0.3}, {0.3, 0.4, 0.3}, {0.3, 0.4, 0.3}}};
constexpr PerSentiment<Shares> kNoNeutral{{{0.8, 0.1, 0.1}, {0, 0, 0}, {0.1, 0.1, 0.8}}};

struct Row {
  const char* what;
  PerSentiment<Shares> columns;
  Shares target;
  Shares mixture;
};

constexpr Row kRows[] = {
    {"a perfect model needs no correction", kPerfect, {0.2, 0.5, 0.3}, {0.2, 0.5, 0.3}},
    {"known errors are undone exactly", kGood, {0.38, 0.36, 0.26}, {0.4, 0.4, 0.2}},
    {"what no mixture can give ends on a corner", kGood, {1, 0, 0}, {1, 0, 0}},
    {"what no mixture can give ends on an edge", kGood, {0.46, 0.08, 0.46}, {0.5, 0, 0.5}},
    {"a Sentiment never seen gets nothing", kNoNeutral, {0.45, 0.1, 0.45}, {0.5, 0, 0.5}},
};

TEST(NearestMixture, KnownAnswers) {
  for (const Row& row : kRows) expect_near(nearest_mixture(row.columns, row.target), row.mixture, 1e-9, row.what);
}

TEST(NearestMixture, IsOnTheSimplexForABlindModelToo) {
  const Shares shares = nearest_mixture(kBlind, {0.9, 0.1, 0});
  EXPECT_NEAR(shares[0] + shares[1] + shares[2], 1, 1e-12);
  for (const double share : shares) EXPECT_GE(share, 0);
}

TEST(Counting, IsZeroWithoutPosts) {
  expect_near(counted_labels({}), {0, 0, 0}, 0, "labels");
  expect_near(mean_scores({}), {0, 0, 0}, 0, "scores");
}

TEST(Adjusting, ComesNearTheTruthWhereCountingDoesNot) {
  Random random(1);
  const Validation validation = simulation::validation_of({4000, 4000, 4000}, 2, random);
  const Histogram histogram = simulation::histogram_of({1000, 2000, 7000}, 2, random);
  const Shares truth{0.1, 0.2, 0.7};
  EXPECT_GT(counted_labels(histogram)[0], 0.15);
  expect_near(adjusted_labels(validation, histogram), truth, 0.04, "ACC");
  expect_near(adjusted_scores(validation, histogram), truth, 0.04, "PACC");
}

}  // namespace
}  // namespace polso
