#include "learn/cascade_curve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/random.h"
#include "learn/evaluation_text.h"

namespace polso {
namespace {

using testing::HasSubstr;
using testing::Not;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

/// The small model is right in 60 % of the posts and says so honestly, the large one in 90 %.
PairVerdicts pair_of(std::size_t posts, std::uint64_t seed) {
  Random random(seed);
  PairVerdicts pair;
  for (std::size_t n = 0; n < posts; ++n) {
    const auto truth = static_cast<Sentiment>(random.below(kSentiments));
    const auto judged = [&](double right) {
      const std::size_t said = random.uniform() < right ? index(truth) : random.below(kSentiments);
      Verdict verdict{{}, static_cast<Sentiment>(said)};
      verdict.scores.fill(static_cast<float>((1 - right) / 3));
      verdict.scores[said] += static_cast<float>(right);
      return verdict;
    };
    pair.truth.push_back(truth);
    pair.small.push_back(judged(random.uniform()));
    pair.large.push_back(judged(0.9));
  }
  return pair;
}

Cascade cascade_of(const PairVerdicts& pair) {
  Cascade cascade;
  for (const std::size_t i : deferral_order(cascade.rule, pair.small)) {
    cascade.judged.push_back({pair.truth[i], cell_of(pair.small[i].scores), cell_of(pair.large[i].scores),
                              pair.small[i].label, pair.large[i].label});
  }
  return cascade;
}

TEST(CascadeCurve, RisesFromTheSmallModelToTheLargeOne) {
  const auto curve = cascade_curve(cascade_of(pair_of(2000, 1)), pair_of(4000, 2), 1, silent);
  ASSERT_EQ(curve.size(), kCurveBudgets.size());
  for (std::size_t i = 1; i < curve.size(); ++i) {
    EXPECT_NEAR(curve[i].deferred, kCurveBudgets[i], 1e-3);
    EXPECT_GE(curve[i].macro_recall, curve[i - 1].macro_recall - 0.01);
  }
  EXPECT_NEAR(curve.back().accuracy, 0.93, 0.02);
  EXPECT_GT(curve[4].macro_recall - curve[0].macro_recall, 0.4 * (curve.back().macro_recall - curve[0].macro_recall))
      << "a third of the posts brings more than a third of the gain";
  for (const CurvePoint& point : curve) {
    ASSERT_TRUE(point.share_error && point.counted_error);
    EXPECT_LT(*point.share_error, *point.counted_error);
  }
  EXPECT_LT(*curve.back().share_error, *curve.front().share_error);
}

TEST(CascadeCurve, WithoutAValidationThereIsNothingToCorrectBy) {
  const auto curve = cascade_curve({}, pair_of(500, 3), 1, silent);
  EXPECT_FALSE(curve[0].share_error);
  EXPECT_TRUE(curve[0].counted_error);
  EXPECT_THAT(curve_table(curve, 0.2), HasSubstr(" - "));
}

TEST(CascadeCurve, WithoutAPostOfEachSentimentThereAreNoDraws) {
  PairVerdicts pair = pair_of(500, 4);
  pair.truth.assign(pair.truth.size(), Sentiment::kNegative);
  pair.truth[0] = Sentiment::kPositive;
  const auto curve = cascade_curve(cascade_of(pair_of(500, 5)), pair, 1, silent);
  EXPECT_FALSE(curve[0].share_error || curve[0].counted_error);
}

TEST(CurveTable, MarksTheBudgetInUseAndKeepsItsColumns) {
  const auto curve = cascade_curve({}, pair_of(500, 6), 1, silent);
  const std::string table = curve_table(curve, 0.3);
  EXPECT_THAT(table, HasSubstr("\n>    0.3"));
  EXPECT_THAT(curve_table(curve, 0.25), Not(HasSubstr(">")));
  std::size_t width = 0;
  for (std::size_t at = 0, row = 0; row <= curve.size(); ++row) {
    const std::size_t end = table.find('\n', at);
    std::size_t columns = 0;
    for (; at < end; ++at) columns += (static_cast<unsigned char>(table[at]) & 0xC0U) != 0x80U ? 1U : 0U;
    if (row > 0) {
      EXPECT_EQ(columns, width) << table;
    }
    width = columns;
    ++at;
  }
}

TEST(EvaluationJson, HoldsTheCurveOfACascade) {
  const PairVerdicts pair = pair_of(300, 7);
  const Evaluation evaluation = evaluate(pair.truth, pair.small, 1);
  const auto json =
      nlohmann::json::parse(evaluation_json(evaluation, "m@1", "own", cascade_curve({}, pair, 1, silent)));
  ASSERT_EQ(json.at("curve").size(), kCurveBudgets.size());
  EXPECT_EQ(json["curve"][3]["budget"], 0.2);
  EXPECT_TRUE(json["curve"][3]["share_error"].is_null());
  EXPECT_EQ(json["curve"][0]["accuracy"], json["metrics"]["accuracy"]["value"]);
  EXPECT_FALSE(nlohmann::json::parse(evaluation_json(evaluation, "m@1", "own")).contains("curve"));
}

}  // namespace
}  // namespace polso
