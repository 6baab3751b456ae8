#include "learn/gate/paired.h"

#include <gtest/gtest.h>

#include <vector>

namespace polso {
namespace {

using Labels = std::vector<Sentiment>;

constexpr auto kNeg = Sentiment::kNegative;
constexpr auto kNeu = Sentiment::kNeutral;
constexpr auto kPos = Sentiment::kPositive;

/// Every sentiment in turn.
Labels truth_of(std::size_t posts) {
  Labels labels;
  for (std::size_t n = 0; n < posts; ++n) labels.push_back(static_cast<Sentiment>(n % kSentiments));
  return labels;
}

/// Wrong on every `nth` post, from `first`.
Labels wrong_on(const Labels& truth, std::size_t nth, std::size_t first = 0) {
  Labels labels = truth;
  for (std::size_t n = first; n < labels.size(); n += nth) {
    labels[n] = static_cast<Sentiment>((index(labels[n]) + 1) % kSentiments);
  }
  return labels;
}

TEST(Paired, MeasuresMacroRecallOverTheSentimentsThatOccur) {
  struct Case {
    const char* what;
    Labels truth, champion, candidate;
    double before, after;
  };
  for (const Case& c : {
           Case{"all right, all wrong", {kNeg, kNeu, kPos}, {kNeg, kNeu, kPos}, {kNeu, kPos, kNeg}, 1, 0},
           Case{"each sentiment counts the same",
                {kNeg, kNeg, kNeg, kPos},
                {kNeg, kNeg, kNeg, kNeg},
                {kNeg, kNeu, kNeu, kPos},
                0.5,
                2.0 / 3},
           Case{"one sentiment only", {kNeu, kNeu}, {kNeu, kPos}, {kNeu, kNeu}, 0.5, 1},
       }) {
    const PairedDifference d = paired_difference(c.truth, c.champion, c.candidate, 0.01, 1);
    EXPECT_EQ(d.posts, c.truth.size()) << c.what;
    EXPECT_DOUBLE_EQ(d.champion, c.before) << c.what;
    EXPECT_DOUBLE_EQ(d.candidate, c.after) << c.what;
    EXPECT_DOUBLE_EQ(d.difference.value, c.after - c.before) << c.what;
  }
}

TEST(Paired, ThatTwoModelsAnswerAlikeIsNoDifferenceForSure) {
  const Labels truth = truth_of(300);
  const Labels model = wrong_on(truth, 4);
  const PairedDifference d = paired_difference(truth, model, model, 0.01, 1);
  EXPECT_EQ(d.deviation, 0);
  EXPECT_EQ(d.worse, 0);
  EXPECT_EQ(d.better, 0);
  EXPECT_EQ(d.worse_than_margin, 0);
  EXPECT_EQ(d.difference.low, 0);
  EXPECT_EQ(d.difference.high, 0);
}

TEST(Paired, IsSurerTheMorePostsDiffer) {
  const auto compare = [](std::size_t posts, std::size_t before, std::size_t after) {
    const Labels truth = truth_of(posts);
    return paired_difference(truth, wrong_on(truth, before), wrong_on(truth, after, 1), 0.01, 1);
  };
  const PairedDifference few = compare(60, 4, 5);
  const PairedDifference many = compare(6000, 4, 5);
  EXPECT_LT(few.better, 0.9);
  EXPECT_GT(many.better, 0.999);
  EXPECT_GT(few.worse_than_margin, 0.05);
  EXPECT_LT(many.worse_than_margin, 0.001);
  EXPECT_LT(many.difference.high - many.difference.low, (few.difference.high - few.difference.low) / 5);
  EXPECT_NEAR(many.difference.value, 0.05, 1e-3);
  // Paired: of the 45 % of posts on which just one of them errs, p (1 - p) posts decide.
  EXPECT_NEAR(many.deviation, 0.0086, 0.001);
}

TEST(Paired, TheMarginIsWhatMayBeLost) {
  const Labels truth = truth_of(3000);
  const Labels candidate = wrong_on(truth, 50);  // 2 % worse
  EXPECT_EQ(paired_difference(truth, truth, candidate, 0.01, 1).worse, 1);
  EXPECT_GT(paired_difference(truth, truth, candidate, 0.01, 1).worse_than_margin, 0.99);
  EXPECT_LT(paired_difference(truth, truth, candidate, 0.03, 1).worse_than_margin, 0.01);
}

TEST(Paired, TheSameSeedGivesTheSameFigures) {
  const Labels truth = truth_of(200);
  const Labels champion = wrong_on(truth, 3);
  const Labels candidate = wrong_on(truth, 4, 1);
  const auto one = paired_difference(truth, champion, candidate, 0.01, 1);
  const auto two = paired_difference(truth, champion, candidate, 0.01, 1);
  const auto other = paired_difference(truth, champion, candidate, 0.01, 2);
  EXPECT_EQ(one.difference.low, two.difference.low);
  EXPECT_EQ(one.deviation, two.deviation);
  EXPECT_NE(one.deviation, other.deviation);
}

TEST(Paired, OfNoPostsIsNothing) {
  const PairedDifference d = paired_difference({}, {}, {}, 0.01, 1);
  EXPECT_EQ(d.posts, 0U);
  EXPECT_EQ(d.worse, 0);
  EXPECT_EQ(d.better, 0);
}

}  // namespace
}  // namespace polso
