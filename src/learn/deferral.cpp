// A weighted least-squares problem of six unknowns.
#include "learn/deferral.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "learn/fit.h"

namespace polso {
namespace {

constexpr std::size_t kFeatures = 6;
/// A post, on the squared distance from the multiple of the unlearnt rule that fits best. Features are products of two
/// shares, so this is heavy: a clear pattern still shows, and what 2,000 posts say by chance does not
/// (docs/decisions/0004-cascade.md).
constexpr double kPenalty = 1;

using Row = std::array<double, kFeatures>;

/// Sums of a least-squares problem: matrix * solution = side.
struct Normal {
  std::array<Row, kFeatures> matrix{};
  Row side{};
};

double dot(const Row& a, const Row& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

Row times(const std::array<Row, kFeatures>& matrix, const Row& x) {
  Row product{};
  for (std::size_t i = 0; i < kFeatures; ++i) product[i] = dot(matrix[i], x);
  return product;
}

/// What asking the large model changes in the number of hits.
double gain_of(const PairVerdicts& pair, std::size_t i) {
  return (pair.large[i].label == pair.truth[i] ? 1.0 : 0.0) - (pair.small[i].label == pair.truth[i] ? 1.0 : 0.0);
}

Normal sums_of(const PairVerdicts& pair, const PerSentiment<double>& tilt) {
  PerSentiment<double> posts{};
  for (const Sentiment truth : pair.truth) ++posts[index(truth)];
  const auto all = static_cast<double>(pair.truth.size());
  Normal sums;
  for (std::size_t i = 0; i < pair.truth.size(); ++i) {
    const Row x = deferral_features(tilt, pair.small[i].scores);
    const double recall = all / (kSentiments * posts[index(pair.truth[i])]);
    for (std::size_t k = 0; k < kFeatures; ++k) {
      for (std::size_t l = 0; l < kFeatures; ++l) sums.matrix[k][l] += x[k] * x[l] / all;
      sums.side[k] += x[k] * recall * gain_of(pair, i) / all;
    }
  }
  return sums;
}

/// Cholesky; the matrix is positive definite since the penalty is on its diagonal.
Row solve(std::array<Row, kFeatures> a, Row b) {
  for (std::size_t i = 0; i < kFeatures; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i][k] * a[j][k];
      a[i][j] = i == j ? std::sqrt(sum) : sum / a[j][j];
    }
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = kFeatures; i-- > 0;) {
    for (std::size_t k = i + 1; k < kFeatures; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

}  // namespace

Result<PairVerdicts> judge_twice(const CascadeParts& parts, const LabelledSet& set, const Progress& progress) {
  PairVerdicts pair{truth_of(set), {}, {}};
  POLSO_ASSIGN(pair.small, classify_set(*parts.small, set, progress));
  POLSO_ASSIGN(pair.large, classify_set(*parts.large, set, progress));
  return pair;
}

DeferralRule fit_deferral(const PairVerdicts& pair, const PerSentiment<double>& tilt) {
  DeferralRule rule;
  rule.tilt = tilt;
  Normal sums = sums_of(pair, tilt);
  const Row start = rule.weight;
  // The unlearnt rule never counts against itself: a pair whose large model is the worse one is still asked in its
  // order.
  const double scale = std::max(1e-3, dot(sums.side, start) / dot(start, times(sums.matrix, start)));
  for (std::size_t k = 0; k < kFeatures; ++k) {
    sums.matrix[k][k] += kPenalty;
    sums.side[k] += kPenalty * scale * start[k];
  }
  rule.weight = solve(sums.matrix, sums.side);
  return rule;
}

std::vector<std::size_t> deferral_order(const DeferralRule& rule, std::span<const Verdict> small) {
  std::vector<double> scores;
  scores.reserve(small.size());
  for (const Verdict& verdict : small) scores.push_back(deferral_score(rule, verdict.scores));
  std::vector<std::size_t> order(small.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

std::size_t deferred_count(double share, std::size_t posts) {
  return static_cast<std::size_t>(share * static_cast<double>(posts));
}

std::vector<Verdict> mixed_verdicts(const PairVerdicts& pair, std::span<const std::size_t> order,
                                    std::size_t deferred) {
  std::vector<Verdict> verdicts = pair.small;
  for (const std::size_t i : order.subspan(0, deferred)) verdicts[i] = pair.large[i];
  return verdicts;
}

}  // namespace polso
