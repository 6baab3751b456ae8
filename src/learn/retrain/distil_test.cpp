#include "learn/retrain/distil.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Distil, SharesFourLabelsOutByTheScores) {
  struct Case {
    Scores scores;
    PerSentiment<int> times;
  };
  for (const Case& c :
       {Case{{1, 0, 0}, {4, 0, 0}}, Case{{0.5F, 0.25F, 0.25F}, {2, 1, 1}}, Case{{0.1F, 0.7F, 0.2F}, {0, 3, 1}},
        Case{{0.04F, 0.9F, 0.06F}, {0, 4, 0}}, Case{{0.02F, 0.79F, 0.19F}, {0, 3, 1}},
        Case{{0.375F, 0.375F, 0.25F}, {2, 1, 1}}, Case{{0, 0, 0.9999F}, {0, 0, 4}}}) {
    EXPECT_EQ(labels_by_scores(c.scores), c.times) << c.scores[0] << ' ' << c.scores[1];
  }
}

}  // namespace
}  // namespace polso
