#include "reputation/renewal.h"

#include <gtest/gtest.h>

#include <cmath>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

using Posts = PerSentiment<std::uint64_t>;

constexpr double kOldSkill = 3;
constexpr double kNewSkill = 1.5;  // the model got worse

Validation old_validation() {
  Random random(1);
  return simulation::validation_of({500, 900, 700}, kOldSkill, random);
}

Validation audit_of(const Posts& posts, std::uint64_t seed = 2) {
  Random random(seed);
  return simulation::validation_of(posts, kNewSkill, random);
}

/// Mean distance of the log ratios from those of the model as it is now, over the cells that its posts fall into.
double off(const Evidence& evidence) {
  static const Validation many = audit_of({20000, 20000, 20000}, 3);
  static const Evidence truth = fit_evidence(many).value();
  double sum = 0;
  double posts = 0;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double count = many.by_truth[1].cells[cell];
    posts += count;
    for (std::size_t k = 0; k < 2; ++k) {
      sum += count * std::abs(std::log(evidence.ratio[cell][k] / truth.ratio[cell][k]));
    }
  }
  return sum / posts;
}

TEST(Renewal, ComesNearerToTheModelAsItIsWithEachLabel) {
  const Validation old = old_validation();
  double before = off(fit_evidence(old).value());
  for (const std::uint64_t posts : {20U, 100U, 500U, 5000U}) {
    const double now = off(renewed_evidence(old, audit_of({posts, posts, posts})).value());
    EXPECT_LT(now, before) << posts;
    before = now;
  }
  EXPECT_LT(before, 0.1);
}

TEST(Renewal, IsNearerThanFewFreshLabelsAlone) {
  const Validation old = old_validation();
  double renewed = 0;
  double alone = 0;
  for (std::uint64_t seed = 10; seed < 30; ++seed) {
    const Validation audit = audit_of({15, 50, 35}, seed);
    renewed += off(renewed_evidence(old, audit).value());
    alone += off(fit_evidence(audit).value());
  }
  EXPECT_LT(renewed, 0.9 * alone);
}

TEST(Renewal, IsSurerWithMoreLabels) {
  const Validation old = old_validation();
  const Evidence few = renewed_evidence(old, audit_of({10, 10, 10})).value();
  const Evidence many = renewed_evidence(old, audit_of({1000, 1000, 1000})).value();
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) EXPECT_LT(many.covariance[i][i], few.covariance[i][i]) << i;
}

TEST(Renewal, LearnsFromAnAuditThatLacksASentiment) {
  const Validation old = old_validation();
  const Evidence untouched = renewed_evidence(old, {}).value();
  const struct {
    const char* what;
    Posts posts;
    bool negative, positive;  // whose evidence may move on account of its own posts
  } cases[] = {
      {"no negatives", {0, 200, 200}, false, true}, {"no positives", {200, 200, 0}, true, false},
      {"no neutrals", {200, 0, 200}, true, true},   {"negatives only", {200, 0, 0}, false, false},
      {"neutrals only", {0, 200, 0}, false, false},
  };
  for (const auto& c : cases) {
    const auto renewed = renewed_evidence(old, audit_of(c.posts));
    ASSERT_TRUE(renewed) << c.what;
    for (std::size_t i = 0; i < Evidence::kParameters; ++i) {
      EXPECT_GT(renewed->covariance[i][i], 0) << c.what;
      EXPECT_LE(renewed->covariance[i][i], untouched.covariance[i][i] * (1 + 1e-9)) << c.what;
    }
    const bool one_kind = !c.negative && !c.positive;  // one Sentiment alone tells nothing about ratios
    for (const auto& ratio : renewed->ratio) {
      EXPECT_TRUE(std::isfinite(ratio[0]) && std::isfinite(ratio[1])) << c.what;
    }
    if (one_kind) {
      EXPECT_EQ(renewed->ratio, untouched.ratio) << c.what;
    } else {
      EXPECT_NE(renewed->ratio, untouched.ratio) << c.what;
    }
  }
}

TEST(Renewal, TakesTheAuditAloneWhereNothingOldIsKnown) {
  const Validation audit = audit_of({100, 100, 100});
  EXPECT_EQ(renewed_evidence({}, audit)->ratio, fit_evidence(audit)->ratio);
  EXPECT_FALSE(renewed_evidence({}, audit_of({100, 100, 9})));
}

TEST(Renewal, CountsAudits) {
  EXPECT_EQ(audited({}), 0);
  EXPECT_EQ(audited(audit_of({1, 20, 9})), 30);
}

}  // namespace
}  // namespace polso
