#include "learn/deferral.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace polso {
namespace {

constexpr PerSentiment<double> kEven{1, 1, 1};

/// Posts of a small model with calibrated scores, and of a large one that is right with a probability of its own.
PairVerdicts simulate(std::size_t posts, std::uint64_t seed, double (*large_is_right)(const Scores&)) {
  Random random(seed);
  PairVerdicts pair;
  for (std::size_t n = 0; n < posts; ++n) {
    PerSentiment<double> odds{};
    double sum = 0;
    for (double& o : odds) sum += o = std::pow(random.exponential(), 2.0);
    Verdict small;
    for (std::size_t s = 0; s < kSentiments; ++s) small.scores[s] = static_cast<float>(odds[s] / sum);
    const auto best = std::ranges::max_element(small.scores) - small.scores.begin();
    small.label = static_cast<Sentiment>(best);
    const auto u = static_cast<float>(random.uniform());
    const std::size_t truth = u < small.scores[0] ? 0 : u < small.scores[0] + small.scores[1] ? 1 : 2;
    Verdict large{{0, 0, 0}, static_cast<Sentiment>(truth)};
    if (random.uniform() > large_is_right(small.scores))
      large.label = static_cast<Sentiment>((truth + 1) % kSentiments);
    pair.truth.push_back(static_cast<Sentiment>(truth));
    pair.small.push_back(small);
    pair.large.push_back(large);
  }
  return pair;
}

double hits(const PairVerdicts& pair, const DeferralRule& rule, double share) {
  const auto order = deferral_order(rule, pair.small);
  const auto verdicts = mixed_verdicts(pair, order, deferred_count(share, order.size()));
  std::size_t right = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) right += verdicts[i].label == pair.truth[i] ? 1U : 0U;
  return static_cast<double>(right) / static_cast<double>(verdicts.size());
}

TEST(FitDeferral, IsAboutAsGoodAsUncertaintyWhereThatIsAllThereIsToKnow) {
  const auto even = [](const Scores&) { return 0.85; };
  const DeferralRule rule = fit_deferral(simulate(2000, 1, even), kEven);
  const PairVerdicts later = simulate(20'000, 2, even);
  EXPECT_NEAR(hits(later, rule, 0.3), hits(later, DeferralRule{}, 0.3), 0.006);
  EXPECT_GT(hits(later, rule, 0.3), hits(later, rule, 0) + 0.08);
}

TEST(FitDeferral, LearnsWhereTheLargeModelIsOfNoUse) {
  const auto blind = [](const Scores& scores) { return scores[0] < 0.25F ? 0.1 : 0.95; };
  const DeferralRule rule = fit_deferral(simulate(2000, 3, blind), kEven);
  const PairVerdicts later = simulate(20'000, 4, blind);
  EXPECT_GT(hits(later, rule, 0.2), hits(later, DeferralRule{}, 0.2) + 0.02);
}

TEST(FitDeferral, LeavesWhatChanceCanDoAlone) {
  const auto as_unlearnt = [](const Scores& p) {  // the gain is exactly half the unlearnt score
    return double{std::ranges::max(p)} + 0.5 * deferral_score({}, p);
  };
  int unlearnt = 0;
  for (std::uint64_t seed = 10; seed < 30; ++seed) {
    const auto weight = fit_deferral(simulate(1000, seed, as_unlearnt), kEven).weight;
    if (weight[0] == 0 && weight[1] == weight[4] && weight[1] == weight[2]) ++unlearnt;
  }
  EXPECT_GE(unlearnt, 17);
}

TEST(FitDeferral, ALargeModelThatIsNoBetterLeavesFiniteNumbers) {
  PairVerdicts pair = simulate(300, 5, [](const Scores&) { return 0.5; });
  pair.large = pair.small;
  for (const double weight : fit_deferral(pair, kEven).weight) EXPECT_TRUE(std::isfinite(weight));
  pair.small.assign(pair.small.size(), Verdict{{1, 0, 0}, Sentiment::kNegative});  // every feature but one is 0
  for (const double weight : fit_deferral(pair, kEven).weight) EXPECT_TRUE(std::isfinite(weight));
}

TEST(DeferralOrder, IsStableAndMixingTakesItsFirst) {
  PairVerdicts pair;
  pair.truth.assign(4, Sentiment::kNegative);
  pair.large.assign(4, Verdict{{0, 0, 1}, Sentiment::kPositive});
  for (const float sure : {0.9F, 0.5F, 0.9F, 0.4F}) pair.small.push_back({{sure, 1 - sure, 0}, Sentiment::kNegative});
  pair.small[3].scores = {0.5F, 0.5F, 0};
  const auto order = deferral_order({}, pair.small);
  EXPECT_EQ(order, (std::vector<std::size_t>{1, 3, 0, 2}));
  const auto verdicts = mixed_verdicts(pair, order, deferred_count(0.5, 4));
  EXPECT_EQ(verdicts[1].label, Sentiment::kPositive);
  EXPECT_EQ(verdicts[3].label, Sentiment::kPositive);
  EXPECT_EQ(verdicts[0].label, Sentiment::kNegative);
  EXPECT_EQ(verdicts[2].label, Sentiment::kNegative);
}

}  // namespace
}  // namespace polso
