#include "bundle/cascade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/file.h"
#include "base/temp_folder.h"
#include "bundle/bundle.h"

namespace polso {
namespace {

using testing::HasSubstr;

constexpr auto kNeg = Sentiment::kNegative;
constexpr auto kNeu = Sentiment::kNeutral;
constexpr auto kPos = Sentiment::kPositive;

Bundle example() {
  Bundle b;
  b.kind = "cascade";
  b.name = "two";
  b.labels = {"negative", "neutral", "positive"};
  b.sentiments = {kNeg, kNeu, kPos};
  Cascade& c = b.cascade.emplace();
  c.small = "../small";
  c.large = "../large";
  c.small_id = "small@0123456789ab";
  c.large_id = "large@ba9876543210";
  c.budget = 0.25;
  c.rule.weight = {0.1, 1, -2, 1.0 / 3, 1, 0};
  c.quantiles = quantiles_of({0.3, 0.1, 0.2, 0.4});
  c.judged = {
      {kNeg, 7, 230, kNeu, kNeg}, {kNeu, 0, 1, kNeu, kNeu}, {kPos, 16, 17, kNeg, kPos}, {kPos, 3, 3, kPos, kPos}};
  return b;
}

TEST(DeferralScore, IsHighestWhereTheLabelsTieAndLeastWhereTheModelIsSure) {
  const DeferralRule gini;
  const double tie = deferral_score(gini, {1.0F / 3, 1.0F / 3, 1.0F / 3});
  const double two = deferral_score(gini, {0.5F, 0.5F, 0});
  const double sure = deferral_score(gini, {0, 0, 1});
  EXPECT_GT(tie, two);
  EXPECT_GT(two, sure);
  EXPECT_NEAR(sure, 0, 1e-9);
  EXPECT_NEAR(2 * two, 0.5, 1e-6) << "half the Gini impurity";
}

TEST(DeferralScore, FollowsTheDecisionWeight) {
  DeferralRule tilted;
  tilted.tilt = {1, 0.25, 1};  // the label changes from neutral to negative at 4 to 1
  EXPECT_GT(deferral_score(tilted, {0.2F, 0.8F, 0}), deferral_score(tilted, {0.5F, 0.5F, 0}));
}

TEST(DeferralScore, IsFiniteWhateverTheScores) {
  DeferralRule zero;
  zero.tilt = {0, 0, 0};
  for (const Scores& scores : {Scores{0, 0, 0}, Scores{1, 0, 0}}) {
    EXPECT_TRUE(std::isfinite(deferral_score(zero, scores)));
    EXPECT_TRUE(std::isfinite(deferral_score({}, scores)));
  }
}

TEST(Threshold, IsReachedByTheShareThatWasAsked) {
  std::vector<double> scores;
  for (int i = 0; i < 1000; ++i) scores.push_back(i * 0.001);
  const auto quantiles = quantiles_of(scores);
  ASSERT_EQ(quantiles.size(), kQuantileSteps + 1);
  for (const double share : {0.05, 0.2, 0.333, 0.9}) {
    const double threshold = threshold_at(quantiles, share);
    const auto above = std::ranges::count_if(scores, [&](double score) { return score >= threshold; });
    EXPECT_NEAR(static_cast<double>(above), 1000 * share, 2) << share;
  }
  EXPECT_EQ(threshold_at(quantiles, 1), -HUGE_VAL);
  EXPECT_EQ(threshold_at(quantiles, 0), HUGE_VAL);
  EXPECT_EQ(threshold_at({}, 0.5), -HUGE_VAL) << "nothing is known: nothing is kept back";
  EXPECT_TRUE(quantiles_of({}).empty());
}

TEST(ByTruth, TakesTheLeastCertainFromTheLargeModel) {
  const auto judged = example().cascade->judged;
  const auto none = by_truth_at(judged, 0);
  EXPECT_EQ(none[0].labels, (PerSentiment<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(none[2].labels, (PerSentiment<std::uint32_t>{1, 0, 1}));
  const auto first = by_truth_at(judged, 0.25);
  EXPECT_EQ(first[0].labels, (PerSentiment<std::uint32_t>{1, 0, 0}));
  EXPECT_EQ(first[0].cells[230], 1U);
  EXPECT_EQ(first[2], none[2]);
  EXPECT_EQ(by_truth_at(judged, 1)[2].labels, (PerSentiment<std::uint32_t>{0, 0, 2}));
}

TEST(CascadeBundle, ComesBackAsItWasSaved) {
  const TempFolder folder;
  ASSERT_TRUE(save_bundle(example(), folder.path()));
  const std::string bytes = read_file(folder.path() / kBundleFile).value();
  const auto loaded = load_bundle(folder.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->cascade->judged, example().cascade->judged);
  EXPECT_EQ(loaded->cascade->rule.weight, example().cascade->rule.weight);
  EXPECT_EQ(loaded->cascade->quantiles, example().cascade->quantiles);
  EXPECT_EQ(loaded->cascade->large_id, "large@ba9876543210");
  ASSERT_TRUE(save_bundle(*loaded, folder.path()));
  EXPECT_EQ(read_file(folder.path() / kBundleFile).value(), bytes);
}

TEST(CascadeBundle, RefusesASectionThatSomebodySpoilt) {
  const TempFolder folder;
  ASSERT_TRUE(save_bundle(example(), folder.path()));
  const std::string good = read_file(folder.path() / kBundleFile).value();
  struct Case {
    std::string from, to, says;
  };
  for (const Case& c : {Case{"\"kind\": \"cascade\"", "\"kind\": \"fasttext\"", "nothing else"},
                        Case{"\"budget\": 0.25", "\"budget\": 1.5", "cascade.budget"},
                        Case{"\"budget\": 0.25", "\"budget\": 0.25, \"colour\": 1", "unknown key 'colour'"},
                        Case{"\"truth\": \"0122\"", "\"truth\": \"012\"", "different length"},
                        Case{"\"truth\": \"0122\"", "\"truth\": \"0123\"", "not 0, 1 or 2"},
                        Case{"\"07001003\"", "\"07001zff\"", "not on the grid"},
                        Case{"\"07001003\"", "\"070010ff\"", "not on the grid"},
                        Case{"\"at\": \"../small\"", "\"at\": \"\"", "not a path"},
                        Case{"\"quantiles\": [", "\"quantiles\": [9,", "201 ascending"},
                        Case{"\"tilt\": [", "\"tilt\": [-1,", "3 and 6 numbers"}}) {
    std::string bad = good;
    ASSERT_NE(bad.find(c.from), std::string::npos) << c.from;
    bad.replace(bad.find(c.from), c.from.size(), c.to);
    ASSERT_TRUE(write_file(folder.path() / kBundleFile, bad));
    const auto loaded = load_bundle(folder.path());
    ASSERT_FALSE(loaded) << c.to;
    EXPECT_EQ(loaded.error().code, Code::kCorrupt);
    EXPECT_THAT(loaded.error().message, HasSubstr(c.says));
  }
}

}  // namespace
}  // namespace polso
