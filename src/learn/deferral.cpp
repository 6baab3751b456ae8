// A weighted least-squares problem of six unknowns.
#include "learn/deferral.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "learn/fit.h"
#include "learn/solve.h"

namespace polso {
namespace {

constexpr std::size_t kFeatures = 6;
constexpr double kRidge = 1e-6;  // features may be collinear

/// How often stronger than chance (in mean squares, as F statistics compare them) a pattern must be before it counts
/// for more than plain uncertainty; weaker ones did not outlast the validation posts (docs/decisions/0004-cascade.md).
constexpr double kClear = 4;

using Row = std::array<double, kFeatures>;

/// Means over posts of a least-squares problem: matrix * solution = side.
struct Normal {
  std::array<Row, kFeatures> matrix{};
  Row side{};
  double squares = 0;  // of what is to be explained
  double posts = 0;
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

Normal normal_of(const PairVerdicts& pair, const PerSentiment<double>& tilt) {
  PerSentiment<double> posts{};
  for (const Sentiment truth : pair.truth) ++posts[index(truth)];
  const auto all = static_cast<double>(pair.truth.size());
  Normal sums;
  sums.posts = all;
  for (std::size_t i = 0; i < pair.truth.size(); ++i) {
    const Row x = deferral_features(tilt, pair.small[i].scores);
    const double gain = gain_of(pair, i) * all / (kSentiments * posts[index(pair.truth[i])]);
    sums.squares += gain * gain / all;
    for (std::size_t k = 0; k < kFeatures; ++k) {
      for (std::size_t l = 0; l < kFeatures; ++l) sums.matrix[k][l] += x[k] * x[l] / all;
      sums.side[k] += x[k] * gain / all;
    }
  }
  return sums;
}

/// How far to go from the unlearnt rule to the learnt one: 1 less what chance explains of their distance.
double trust_in(const Row& learnt, const Row& unlearnt, const Normal& normal) {
  constexpr double kFreedom = kFeatures - 1;
  Row distance{};
  for (std::size_t k = 0; k < kFeatures; ++k) distance[k] = learnt[k] - unlearnt[k];
  const double pattern = dot(distance, times(normal.matrix, distance)) / kFreedom;
  const double noise =
      (normal.squares - 2 * dot(normal.side, learnt) + dot(learnt, times(normal.matrix, learnt))) / normal.posts;
  return pattern > 0 && noise > 0 ? std::max(0.0, 1 - kClear * noise / pattern) : 0;
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
  Normal normal = normal_of(pair, tilt);
  // A large model that is of no use still leaves the unlearnt order: the factor is never below 0.
  const double explained = dot(normal.side, rule.weight) / dot(rule.weight, times(normal.matrix, rule.weight));
  for (double& weight : rule.weight) weight *= std::max(1e-3, explained);
  for (std::size_t k = 0; k < kFeatures; ++k) normal.matrix[k][k] += kRidge;
  const Row learnt = solve_positive(normal.matrix, normal.side);
  const double trust = trust_in(learnt, rule.weight, normal);
  for (std::size_t k = 0; k < kFeatures; ++k) rule.weight[k] += trust * (learnt[k] - rule.weight[k]);
  return rule;
}

std::vector<std::size_t> deferral_order(const DeferralRule& rule, std::span<const Verdict> small) {
  std::vector<double> scores;
  scores.reserve(small.size());
  for (const Verdict& verdict : small) scores.push_back(deferral_score(rule, verdict.scores));
  std::vector<std::size_t> order(small.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
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
