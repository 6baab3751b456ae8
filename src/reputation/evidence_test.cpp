#include "reputation/evidence.h"

#include <gtest/gtest.h>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

Cell cell(float negative, float neutral, float positive) { return cell_of({negative, neutral, positive}); }

/// Expected counts of a model whose scores are calibrated at equal prevalence, and the same for every cell.
Validation calibrated(PerSentiment<double> posts) {
  Validation validation;
  for (std::size_t c = 0; c < kCells; ++c) {
    const PerSentiment<double> centre = centre_of(static_cast<Cell>(c));
    for (std::size_t s = 0; s < kSentiments; ++s) {
      validation.by_truth[s].cells[c] = static_cast<std::uint32_t>(std::lround(posts[s] * (centre[s] + 0.025) / 1.075));
    }
  }
  return validation;
}

TEST(Evidence, TakesCalibratedScoresAsTheyAre) {
  const auto evidence = fit_evidence(calibrated({1000, 1000, 1000}));
  ASSERT_TRUE(evidence);
  for (const Cell c : {cell(0.2F, 0.4F, 0.4F), cell(0.8F, 0.1F, 0.1F), cell(0, 0.5F, 0.5F)}) {
    const auto terms = terms_of(c);
    EXPECT_NEAR(std::log(evidence->ratio[c][0]), terms[1], 0.01);
    EXPECT_NEAR(std::log(evidence->ratio[c][1]), terms[2], 0.01);
  }
}

TEST(Evidence, DoesNotDependOnHowManyPostsOfASentimentWereValidated) {
  const auto even = fit_evidence(calibrated({1000, 1000, 1000}));
  const auto uneven = fit_evidence(calibrated({200, 4000, 900}));
  ASSERT_TRUE(even && uneven);
  for (std::size_t c = 0; c < kCells; ++c) {
    for (std::size_t k = 0; k < 2; ++k) EXPECT_NEAR(uneven->ratio[c][k] / even->ratio[c][k], 1, 0.03);
  }
}

TEST(Evidence, SaysNothingForABlindModel) {
  Random random(3);
  const auto evidence = fit_evidence(simulation::validation_of({20000, 20000, 20000}, 0, random));
  ASSERT_TRUE(evidence);
  const Cell middle = cell_of({1, 1, 1});
  for (const double ratio : evidence->ratio[middle]) EXPECT_NEAR(ratio, 1, 0.05);
}

TEST(Evidence, KnowsItselfBetterWithMoreValidation) {
  Random random(4);
  const auto few = fit_evidence(simulation::validation_of({100, 100, 100}, 2, random));
  const auto many = fit_evidence(simulation::validation_of({10000, 10000, 10000}, 2, random));
  ASSERT_TRUE(few && many);
  for (const std::size_t slope : {1U, 2U, 4U, 5U}) {
    EXPECT_GT(few->covariance[slope][slope], 50 * many->covariance[slope][slope]);
  }
}

TEST(Evidence, NeedsPostsOfEverySentiment) {
  Random random(5);
  EXPECT_FALSE(fit_evidence({}));
  EXPECT_FALSE(fit_evidence(simulation::validation_of({500, 500, 9}, 2, random)));
  EXPECT_TRUE(fit_evidence(simulation::validation_of({500, 500, 10}, 2, random)));
}

TEST(Evidence, IsFiniteForAPerfectModel) {
  Validation validation;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    Scores scores{};
    scores[s] = 1;
    validation.by_truth[s].cells[cell_of(scores)] = 4'000'000'000U;
  }
  const auto evidence = fit_evidence(validation);
  ASSERT_TRUE(evidence);
  for (const auto& ratio : evidence->ratio) {
    EXPECT_TRUE(std::isfinite(ratio[0]) && std::isfinite(ratio[1]));
  }
  EXPECT_GT(evidence->ratio[cell(1, 0, 0)][0], 100);
}

}  // namespace
}  // namespace polso
