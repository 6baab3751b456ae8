#include "monitor/truth_table.h"

#include <gtest/gtest.h>

namespace polso::monitor {
namespace {

TEST(TruthTable, MeasuresAreThoseOfAConfusionMatrix) {
  const TruthTable table{{{0.2, 0.1, 0.0}, {0.1, 0.3, 0.1}, {0.0, 0.1, 0.1}}};
  EXPECT_NEAR(accuracy(table), 0.6, 1e-12);
  EXPECT_NEAR(macro_recall(table), (2.0 / 3 + 0.6 + 0.5) / 3, 1e-12);
  EXPECT_NEAR(macro_f1(table), (2.0 / 3 + 0.6 + 0.5) / 3, 1e-12);
}

TEST(TruthTable, AnAbsentSentimentCountsAsZeroAndDividesByNothing) {
  const TruthTable table{{{1, 0, 0}, {0, 0, 0}, {0, 0, 0}}};
  EXPECT_NEAR(macro_recall(table), 1.0 / 3, 1e-12);
  EXPECT_NEAR(macro_f1(table), 1.0 / 3, 1e-12);
}

TEST(TruthTable, PutsEachPostWhereItsCellAndItsLabelSay) {
  Histogram window;
  for (int i = 0; i < 3; ++i) window.add({{0.8F, 0.1F, 0.1F}, Sentiment::kNegative});
  window.add({{0.1F, 0.1F, 0.8F}, Sentiment::kPositive});
  const TruthTable table = expected_table(
      posteriors_of(ratios_of(CellEvidence{}.parameters), {1.0 / 3, 1.0 / 3, 1.0 / 3}), window, {1, 1, 1});
  EXPECT_NEAR(accuracy(table), 0.8, 0.04);  // a centre is half a step of the grid less sure of itself
  EXPECT_NEAR(table[0][0] + table[1][0] + table[2][0], 0.75, 1e-6);
}

TEST(TruthTable, TheCountedLabelsWinOverTheCentresOfCells) {
  // The grid would call all of these positive; the model's rule called half of them neutral.
  Histogram window;
  for (int i = 0; i < 100; ++i) {
    window.add({{0.0F, 0.5F, 0.5F}, i % 2 == 0 ? Sentiment::kNeutral : Sentiment::kPositive});
  }
  const TruthTable table = expected_table(
      posteriors_of(ratios_of(CellEvidence{}.parameters), {1.0 / 3, 1.0 / 3, 1.0 / 3}), window, {1, 1, 1.01});
  for (std::size_t label = 1; label < kSentiments; ++label) {
    EXPECT_NEAR(table[0][label] + table[1][label] + table[2][label], 0.5, 1e-6);
  }
  EXPECT_EQ(accuracy(expected_table({}, {}, {1, 1, 1})), 0) << "no posts";
}

TEST(TruthTable, LabelsACentreAsTheDecisionRuleWould) {
  const Cell cell = cell_of({0.4F, 0.5F, 0.1F});
  EXPECT_EQ(label_of(cell, {1, 1, 1}), 1U);
  EXPECT_EQ(label_of(cell, {1, 0.35, 0.4}), 0U);
}

}  // namespace
}  // namespace polso::monitor
