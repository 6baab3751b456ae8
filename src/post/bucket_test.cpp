#include "post/bucket.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace polso {
namespace {

TEST(Grid, EveryCellIsTheCellOfItsOwnCentre) {
  for (std::size_t i = 0; i < kCells; ++i) {
    const auto centre = centre_of(static_cast<Cell>(i));
    EXPECT_NEAR(centre[0] + centre[1] + centre[2], 1.0, 1e-12);
    const Scores scores{static_cast<float>(centre[0]), static_cast<float>(centre[1]), static_cast<float>(centre[2])};
    EXPECT_EQ(cell_of(scores), i);
  }
}

TEST(Grid, ScoresAreNeverFartherFromTheirCentreThanOneStep) {
  for (int i = 0; i <= 100; ++i) {
    for (int j = 0; i + j <= 100; ++j) {
      const Scores scores{static_cast<float>(i) / 100, static_cast<float>(j) / 100,
                          static_cast<float>(100 - i - j) / 100};
      const auto centre = centre_of(cell_of(scores));
      for (std::size_t k = 0; k < kSentiments; ++k) EXPECT_LT(std::abs(centre[k] - scores[k]), 1.0 / kGridSteps);
    }
  }
}

TEST(Grid, ScoresThatAreNoNumbersStillHaveACell) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(centre_of(cell_of({nan, nan, nan}))[1], 1.0);
  EXPECT_EQ(centre_of(cell_of({1, nan, -1}))[0], 1.0);
  EXPECT_LT(cell_of({inf, 0, 0}), kCells);
  EXPECT_LT(cell_of({3e38F, 3e38F, 3e38F}), kCells);
}

TEST(Histogram, TakingAwayUndoesAdding) {
  const Verdict sad{{0.8F, 0.15F, 0.05F}, Sentiment::kNegative};
  const Verdict glad{{0.1F, 0.2F, 0.7F}, Sentiment::kPositive};
  Histogram histogram;
  histogram.add(sad);
  const Histogram before = histogram;
  Histogram other;
  other.add(glad);
  other.add(glad);
  histogram += other;
  EXPECT_EQ(histogram.total(), 3U);
  histogram.remove(glad);
  other.remove(glad);
  histogram -= other;
  EXPECT_EQ(histogram, before);
}

}  // namespace
}  // namespace polso
