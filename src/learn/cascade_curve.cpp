// Sums over posts and over draws, at nine budgets.
#include "learn/cascade_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reputation/adjusted.h"
#include "reputation/draws.h"
#include "reputation/estimator.h"

namespace polso {
namespace {

using Draws = std::vector<PrevalenceDraws::Draw>;

constexpr std::size_t kBarCells = 12;

Draws make_draws(std::span<const Sentiment> truth, std::uint64_t seed) {
  PerSentiment<bool> occurs{};
  for (const Sentiment sentiment : truth) occurs[index(sentiment)] = true;
  if (!occurs[0] || !occurs[1] || !occurs[2]) return {};
  PrevalenceDraws source(truth, seed);
  Draws draws;
  draws.reserve(kCurveDraws);
  for (std::size_t n = 0; n < kCurveDraws; ++n) draws.push_back(source.next(kCurvePosts));
  return draws;
}

double absolute_error(const PerSentiment<double>& found, const PerSentiment<double>& truth) {
  double sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) sum += std::abs(found[s] - truth[s]) / kSentiments;
  return sum;
}

PerSentiment<double> values_of(const Share& share) {
  return {share.corrected[0].value, share.corrected[1].value, share.corrected[2].value};
}

/// Macro recall over the sentiments that occur, and accuracy.
void count_hits(std::span<const Sentiment> truth, std::span<const Verdict> verdicts, CurvePoint& point) {
  PerSentiment<double> posts{};
  PerSentiment<double> hits{};
  for (std::size_t i = 0; i < truth.size(); ++i) {
    ++posts[index(truth[i])];
    if (verdicts[i].label == truth[i]) ++hits[index(truth[i])];
  }
  double occurring = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    if (posts[s] == 0) continue;
    occurring += 1;
    point.macro_recall += hits[s] / posts[s];
    point.accuracy += hits[s] / static_cast<double>(truth.size());
  }
  point.macro_recall /= occurring;
}

void measure_shares(const Draws& draws, const std::vector<Verdict>& verdicts, const Validation& validation,
                    CurvePoint& point) {
  if (draws.empty()) return;
  const ShareEstimator estimator(validation, {});
  const bool known = validation.by_truth[0].total() > 0;
  double corrected = 0;
  double counted = 0;
  for (const PrevalenceDraws::Draw& draw : draws) {
    Histogram histogram;
    for (const std::size_t post : draw.posts) histogram.add(verdicts[post]);
    counted += absolute_error(counted_labels(histogram), draw.shares);
    if (known) corrected += absolute_error(values_of(estimator.estimate(histogram)), draw.shares);
  }
  const auto count = static_cast<double>(draws.size());
  point.counted_error = counted / count;
  if (known) point.share_error = corrected / count;
}

/// A bar of eighths of a cell, between the least and the most of the curve.
std::string bar_of(double value, double least, double most) {
  constexpr std::array<const char*, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double part = most > least ? (value - least) / (most - least) : 1;
  const auto eighths = static_cast<std::size_t>(std::lround(part * double{kBarCells * 8}));
  std::string bar;
  for (std::size_t cell = 0; cell < eighths / 8; ++cell) bar += "█";
  return bar + kEighths[eighths % 8];
}

std::string number_or_dash(const std::optional<double>& number) {
  return number ? fmt::format("{:.4f}", *number) : "-";
}

}  // namespace

std::vector<CurvePoint> cascade_curve(const Cascade& cascade, const PairVerdicts& pair, std::uint64_t seed,
                                      const Progress& progress) {
  const auto order = deferral_order(cascade.rule, pair.small);
  const Draws draws = make_draws(pair.truth, seed);
  std::vector<CurvePoint> curve;
  for (const double budget : kCurveBudgets) {
    const std::size_t deferred = deferred_count(budget, pair.truth.size());
    const auto verdicts = mixed_verdicts(pair, order, deferred);
    CurvePoint& point = curve.emplace_back();
    point.budget = budget;
    point.deferred = static_cast<double>(deferred) / static_cast<double>(pair.truth.size());
    count_hits(pair.truth, verdicts, point);
    Validation validation;
    validation.by_truth = by_truth_at(cascade.judged, budget);
    measure_shares(draws, verdicts, validation, point);
    progress("curve", curve.size(), kCurveBudgets.size());
  }
  return curve;
}

std::string curve_table(const std::vector<CurvePoint>& curve, double budget) {
  const auto [least, most] = std::ranges::minmax(curve, {}, &CurvePoint::macro_recall);
  std::string text = fmt::format("  {:>6} {:>9} {:>13} {:<{}} {:>9} {:>12} {:>9}\n", "budget", "deferred",
                                 "macro recall", "", kBarCells, "accuracy", "share error", "counted");
  for (const CurvePoint& point : curve) {
    const std::string bar = bar_of(point.macro_recall, least.macro_recall, most.macro_recall);
    // Width counts code points as columns here: a bar is padded by hand.
    const std::size_t columns = (bar.size() + 2) / 3;
    text +=
        fmt::format("{} {:>6} {:>9.3f} {:>13.4f} {}{:<{}} {:>9.4f} {:>12} {:>9}\n", point.budget == budget ? '>' : ' ',
                    point.budget, point.deferred, point.macro_recall, bar, "", kBarCells - columns, point.accuracy,
                    number_or_dash(point.share_error), number_or_dash(point.counted_error));
  }
  return text + fmt::format(
                    "The large model answers the least certain posts. Share error: how far corrected shares are from "
                    "the true ones,\nand plain counts, on average over {} draws of {} posts with every mix of moods.\n",
                    kCurveDraws, kCurvePosts);
}

}  // namespace polso
