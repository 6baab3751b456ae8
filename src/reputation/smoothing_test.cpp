#include "reputation/smoothing.h"

#include <gtest/gtest.h>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

TEST(Smoothing, KeepsTheOrderButBelievesSureScoresLess) {
  Random random(1);
  const Validation validation = simulation::validation_of({3000, 3000, 3000}, 2, random);
  const Evidence fitted = fit_evidence(validation).value();
  const auto smoothed = smoothed_ratios(validation);
  const Cell sure = cell_of({0.9F, 0.05F, 0.05F});
  const Cell unsure = cell_of({0.4F, 0.3F, 0.3F});
  EXPECT_GT(smoothed[sure][0], smoothed[unsure][0]);
  EXPECT_GT(smoothed[unsure][0], 1);
  EXPECT_LT(smoothed[sure][0], fitted.ratio[sure][0]);
}

TEST(Smoothing, SaysNothingWhereNoPostsWere) {
  Validation validation;
  const Cell corner = cell_of({1, 0, 0});
  for (Histogram& histogram : validation.by_truth) histogram.cells[corner] = 100;
  for (const auto& ratio : smoothed_ratios(validation)) {
    EXPECT_NEAR(ratio[0], 1, 1e-9);
    EXPECT_NEAR(ratio[1], 1, 1e-9);
  }
}

TEST(Smoothing, SpreadsOnePostAroundItsCellAndLeavesNoCellOut) {
  Histogram histogram;
  const Cell at = cell_of({0.6F, 0.2F, 0.2F});
  histogram.cells[at] = 1;
  const auto frequencies = smoothed(histogram);
  double sum = 0;
  for (const double frequency : frequencies) {
    sum += frequency;
    EXPECT_GT(frequency, 5e-5);
    EXPECT_LE(frequency, frequencies[at]);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

}  // namespace
}  // namespace polso
