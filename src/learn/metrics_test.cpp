#include "learn/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace polso {
namespace {

constexpr auto kNeg = Sentiment::kNegative;
constexpr auto kNeu = Sentiment::kNeutral;
constexpr auto kPos = Sentiment::kPositive;

const std::vector<Sentiment> all_truth{kNeg, kNeg, kNeg, kNeg, kNeu, kNeu, kPos, kPos};
const std::vector<Verdict> all_verdicts{
    {{0.8F, 0.1F, 0.1F}, kNeg}, {{0.8F, 0.1F, 0.1F}, kNeg}, {{0.8F, 0.1F, 0.1F}, kNeg}, {{0.1F, 0.8F, 0.1F}, kNeu},
    {{0.1F, 0.8F, 0.1F}, kNeu}, {{0.1F, 0.1F, 0.8F}, kPos}, {{0.1F, 0.1F, 0.8F}, kPos}, {{0.1F, 0.1F, 0.8F}, kPos}};

TEST(Metrics, AreThoseWorkedOutByHand) {
  const Evaluation e = evaluate(all_truth, all_verdicts, 1);
  EXPECT_EQ(e.posts, 8U);
  EXPECT_EQ(e.confusion[0], (PerSentiment<std::uint64_t>{3, 1, 0}));
  EXPECT_EQ(e.confusion[1], (PerSentiment<std::uint64_t>{0, 1, 1}));
  EXPECT_NEAR(e.metrics.at("macro_recall").value, (0.75 + 0.5 + 1.0) / 3, 1e-12);
  EXPECT_NEAR(e.metrics.at("macro_f1").value, (6.0 / 7 + 0.5 + 0.8) / 3, 1e-12);
  EXPECT_NEAR(e.metrics.at("accuracy").value, 0.75, 1e-12);
  EXPECT_NEAR(e.metrics.at("ece").value, 0.05, 1e-6);  // says 0.8, is right 0.75 of the time
  EXPECT_NEAR(e.metrics.at("log_loss").value, -(6 * std::log(0.8) + 2 * std::log(0.1)) / 8, 1e-6);
}

TEST(Metrics, IntervalsHoldTheValueAndTheSameSeedGivesTheSameInterval) {
  const Evaluation first = evaluate(all_truth, all_verdicts, 7);
  const Evaluation again = evaluate(all_truth, all_verdicts, 7);
  for (const auto& [name, metric] : first.metrics) {
    EXPECT_LE(metric.low, metric.high) << name;
    EXPECT_EQ(metric.low, again.metrics.at(name).low) << name;
    EXPECT_EQ(metric.high, again.metrics.at(name).high) << name;
  }
  EXPECT_LT(first.metrics.at("accuracy").low, 0.75);
  EXPECT_GT(first.metrics.at("accuracy").high, 0.75);
}

TEST(Metrics, ASentimentThatDoesNotOccurIsLeftOutOfMacroAverages) {
  const std::vector<Sentiment> truth{kNeg, kPos};
  const std::vector<Verdict> verdicts{{{0.9F, 0.05F, 0.05F}, kNeg}, {{0.05F, 0.05F, 0.9F}, kPos}};
  EXPECT_EQ(evaluate(truth, verdicts, 1).metrics.at("macro_recall").value, 1);
}

}  // namespace
}  // namespace polso
