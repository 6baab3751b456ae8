#include "monitor/labelled.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "monitor/simulation_for_tests.h"

namespace polso::monitor {
namespace {

constexpr double kSkill = 1.2;
constexpr PerSentiment<double> kShares{0.3, 0.4, 0.3};

struct Sums {
  double bias = 0, alone_bias = 0;
  double square = 0, alone_square = 0;
  double covered = 0;
  double feedback_right = 0;
};

/// Audits of a window with feedback that a rule lets through; `uneven`: posts that the model takes for negative are
/// audited twice as often.
Sums run(std::size_t window_posts, double inclusion, bool uneven,
         const std::function<bool(const Checked&, Random&)>& corrected) {
  constexpr int kRuns = 300;
  Random random(21);
  Sums sums;
  for (int n = 0; n < kRuns; ++n) {
    const auto posts = simulation::posts_of(kShares, window_posts, kSkill, random);
    std::vector<Checked> audit, feedback;
    for (const Checked& post : posts) {
      const double chance = uneven && post.verdict.label == Sentiment::kNegative ? 2 * inclusion : inclusion;
      if (random.uniform() < chance) {
        audit.push_back(post);
        audit.back().inclusion = chance;
      } else if (corrected(post, random)) {
        feedback.push_back(post);
      }
    }
    const double truth = simulation::accuracy_of(posts);
    const LabelledAccuracy found = labelled_accuracy(audit, feedback, simulation::histogram_of(posts));
    sums.bias += (found.accuracy.value - truth) / kRuns;
    sums.alone_bias += (found.audit_alone.value - truth) / kRuns;
    sums.square += std::pow(found.accuracy.value - truth, 2) / kRuns;
    sums.alone_square += std::pow(found.audit_alone.value - truth, 2) / kRuns;
    sums.covered += found.accuracy.low <= truth && truth <= found.accuracy.high ? 1.0 / kRuns : 0;
    if (!feedback.empty()) sums.feedback_right += simulation::accuracy_of(feedback) / kRuns;
  }
  return sums;
}

TEST(LabelledAccuracy, StaysUnbiasedWhateverTheFeedbackSays) {
  const struct {
    const char* name;
    std::function<bool(const Checked&, Random&)> corrected;
  } crowds[]{
      {"only errors are corrected", [](const Checked& post, Random&) { return !post.right(); }},
      {"only what is right is confirmed", [](const Checked& post, Random&) { return post.right(); }},
      {"fans of the brand",
       [](const Checked& post, Random& r) { return post.truth == Sentiment::kPositive && r.uniform() < 0.5; }},
      {"nobody", [](const Checked&, Random&) { return false; }},
  };
  for (const auto& people : crowds) {
    const Sums found = run(2000, 0.08, true, people.corrected);
    EXPECT_NEAR(found.bias, 0, 0.008) << people.name;
    EXPECT_NEAR(found.alone_bias, 0, 0.008) << people.name;
    EXPECT_GT(found.covered, 0.83) << people.name;
    EXPECT_LT(found.square, 1.1 * found.alone_square) << people.name;
  }
}

TEST(LabelledAccuracy, WhatTheScoresAndTheFeedbackSaySharpensTheAudit) {
  const Sums found = run(4000, 0.05, false, [](const Checked&, Random& random) { return random.uniform() < 0.1; });
  EXPECT_LT(found.square, 0.95 * found.alone_square);
}

TEST(LabelledAccuracy, WeighsPostsByHowSeldomTheyAreChosen) {
  std::vector<Checked> audit(20);
  for (std::size_t i = 0; i < audit.size(); ++i) {
    audit[i].verdict = {{0, 1, 0}, Sentiment::kNeutral};
    audit[i].truth = i < 10 ? Sentiment::kNeutral : Sentiment::kPositive;
    audit[i].inclusion = i < 10 ? 0.1 : 0.3;
  }
  const LabelledAccuracy found = labelled_accuracy(audit, {}, {});
  EXPECT_NEAR(found.audit_alone.value, 0.75, 1e-9);
  EXPECT_NEAR(found.effective, std::pow(100 + 100.0 / 3, 2) / (1000 + 1000.0 / 9), 1e-9);
}

TEST(LabelledAccuracy, WithoutAnAuditNothingIsKnown) {
  Random random(1);
  const LabelledAccuracy found = labelled_accuracy({}, simulation::posts_of(kShares, 500, kSkill, random), {});
  EXPECT_EQ(found.accuracy.low, 0);
  EXPECT_EQ(found.accuracy.high, 1);
  EXPECT_EQ(found.feedback, 500U);
}

TEST(Wilson, HoldsTheTextbookValues) {
  const Estimate half = wilson(0.5, 100, 0.95);
  EXPECT_NEAR(half.low, 0.4038, 1e-4);
  EXPECT_NEAR(half.high, 0.5962, 1e-4);
  const Estimate none = wilson(0, 10, 0.95);
  EXPECT_EQ(none.low, 0);
  EXPECT_NEAR(none.high, 0.2775, 1e-4);
}

}  // namespace
}  // namespace polso::monitor
