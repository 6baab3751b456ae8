#include "learn/calibrate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"
#include "learn/decision.h"

namespace polso {
namespace {

struct Sample {
  std::vector<Scores> raw;
  std::vector<Sentiment> truth;
};

/// Truth drawn from `scores`, which are then told wrongly: log scores divided by `temperature`, a bias added.
Sample distorted(double temperature, const PerSentiment<double>& bias, std::size_t posts) {
  Sample sample;
  Random random(5);
  for (std::size_t n = 0; n < posts; ++n) {
    PerSentiment<double> p{};
    double sum = 0;
    for (double& x : p) sum += x = random.exponential();
    double u = random.uniform() * sum;
    std::size_t truth = 0;
    while (truth < 2 && u >= p[truth]) u -= p[truth++];
    PerSentiment<double> told{};
    double told_sum = 0;
    for (std::size_t i = 0; i < kSentiments; ++i)
      told_sum += told[i] = std::exp(std::log(p[i] / sum) / temperature + bias[i]);
    Scores raw{};
    for (std::size_t i = 0; i < kSentiments; ++i) raw[i] = static_cast<float>(told[i] / told_sum);
    sample.raw.push_back(raw);
    sample.truth.push_back(static_cast<Sentiment>(truth));
  }
  return sample;
}

TEST(Calibration, FindsTheTemperatureThatWasAdded) {
  const Sample sample = distorted(0.5, {0, 0, 0}, 20'000);
  const Calibration c = fit_calibration(sample.raw, sample.truth, CalibrationKind::kTemperature);
  EXPECT_NEAR(c.weight[0][0], 0.5, 0.02);
  EXPECT_EQ(c.weight[0][0], c.weight[2][2]);
  EXPECT_EQ(c.weight[0][1], 0);
  EXPECT_EQ(c.bias, (PerSentiment<double>{}));
}

TEST(Calibration, FindsTheBiasThatWasAdded) {
  const Sample sample = distorted(1, {0.7, 0, -0.4}, 20'000);
  const Calibration c = fit_calibration(sample.raw, sample.truth, CalibrationKind::kVector);
  EXPECT_NEAR(c.bias[0] - c.bias[1], -0.7, 0.07);
  EXPECT_NEAR(c.bias[2] - c.bias[1], 0.4, 0.07);
}

TEST(Calibration, ChoosesTheKindByCrossValidatedLoss) {
  const Sample biased = distorted(1, {0.7, 0, -0.4}, 5'000);
  const Calibrated chosen = calibrate(biased.raw, biased.truth, std::nullopt);
  EXPECT_NE(chosen.kind, CalibrationKind::kTemperature);
  const Calibrated asked = calibrate(biased.raw, biased.truth, CalibrationKind::kTemperature);
  EXPECT_EQ(asked.kind, CalibrationKind::kTemperature);
  EXPECT_LT(chosen.cross_validated_loss, asked.cross_validated_loss);
}

TEST(Calibration, StaysFiniteOnScoresOfZeroAndOnOnePost) {
  const std::vector<Scores> raw{{0, 0, 1}};
  const std::vector<Sentiment> truth{Sentiment::kNegative};
  for (const auto kind : {CalibrationKind::kTemperature, CalibrationKind::kVector, CalibrationKind::kMatrix}) {
    const Calibration c = fit_calibration(raw, truth, kind);
    for (const auto& row : c.weight) {
      for (const double w : row) EXPECT_TRUE(std::isfinite(w));
    }
  }
}

TEST(Decision, CorrectsForAPriorWhenThatRaisesMacroRecall) {
  Sample sample;
  for (int i = 0; i < 100; ++i) {  // negatives are rare and never the most probable
    const bool negative = i % 10 == 0;
    sample.raw.push_back(negative ? Scores{0.3F, 0.5F, 0.2F} : Scores{0.05F, 0.5F, 0.45F});
    sample.truth.push_back(negative ? Sentiment::kNegative : i % 2 == 0 ? Sentiment::kNeutral : Sentiment::kPositive);
  }
  const Decision best = choose_decision(sample.raw, sample.truth, {}, {0.1, 0.5, 0.4}, DecisionRule::kBest);
  EXPECT_EQ(best.rule, "prior-corrected");
  EXPECT_EQ(best.weight[0], 1);
  EXPECT_LT(best.weight[1], 0.5);
  EXPECT_EQ(choose_decision(sample.raw, sample.truth, {}, {0.1, 0.5, 0.4}, DecisionRule::kPlain).rule, "plain");
}

}  // namespace
}  // namespace polso
