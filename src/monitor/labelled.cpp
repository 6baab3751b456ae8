// Prediction by strata of the scores, and a control variate whose weight is cross-fitted.
#include "monitor/labelled.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "monitor/normal.h"

namespace polso::monitor {
namespace {

/// Strata by the greatest score of a cell's centre.
constexpr std::array<double, 4> kBounds{0.475, 0.575, 0.675, 0.825};
constexpr std::size_t kStrata = kBounds.size() + 1;
using PerStratum = std::array<double, kStrata>;
constexpr double kScoreCounts = 10;  // for so many labels the scores themselves count in a stratum

double surest(Cell cell) { return std::ranges::max(centre_of(cell)); }

std::size_t stratum_of(double score) {
  return static_cast<std::size_t>(std::ranges::lower_bound(kBounds, score) - kBounds.begin());
}

/// How often the model is right in each stratum, as the feedback tells it.
PerStratum learn_prediction(std::span<const Checked> feedback) {
  PerStratum right{};
  PerStratum all{};
  constexpr PerStratum kMiddle{0.42, 0.52, 0.62, 0.75, 0.9};
  for (std::size_t s = 0; s < kStrata; ++s) {
    all[s] = kScoreCounts;
    right[s] = kScoreCounts * kMiddle[s];
  }
  for (const Checked& post : feedback) {
    const std::size_t s = stratum_of(surest(cell_of(post.verdict.scores)));
    all[s] += 1;
    right[s] += post.right() ? 1 : 0;
  }
  for (std::size_t s = 0; s < kStrata; ++s) right[s] /= all[s];
  return right;
}

struct Spread {
  double mean = 0;
  double variance = 0;
};

Spread over_window(const PerStratum& prediction, const Histogram& window) {
  double posts = 0;
  double sum = 0;
  double squares = 0;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double count = window.cells[cell];
    const double value = prediction[stratum_of(surest(static_cast<Cell>(cell)))];
    posts += count;
    sum += count * value;
    squares += count * value * value;
  }
  if (posts == 0) return {};
  const double mean = sum / posts;
  return {mean, (squares / posts - mean * mean) / posts};
}

struct Row {
  double weight = 1;
  double right = 0;
  double predicted = 0;
};

using Rows = std::vector<Row>;

/// Weighted mean of right - lambda * predicted, and the variance of that mean.
Spread mean_of(std::span<const Row> rows, double lambda) {
  double weights = 0;
  double sum = 0;
  for (const Row& row : rows) {
    weights += row.weight;
    sum += row.weight * (row.right - lambda * row.predicted);
  }
  const double mean = sum / weights;
  double squares = 0;
  for (const Row& row : rows) {
    const double off = row.weight * (row.right - lambda * row.predicted - mean);
    squares += off * off;
  }
  const auto n = static_cast<double>(rows.size());
  return {mean, squares / (weights * weights) * (n > 1 ? n / (n - 1) : 1)};
}

/// The lambda of least variance: the slope of being right on the prediction, when the window is much larger than the
/// audit; less when it is not.
double best_lambda(std::span<const Row> rows, double window_posts) {
  double weights = 0;
  double right = 0;
  double predicted = 0;
  for (const Row& row : rows) {
    weights += row.weight;
    right += row.weight * row.right;
    predicted += row.weight * row.predicted;
  }
  if (!(weights > 0)) return 0;
  double both = 0;
  double square = 0;
  for (const Row& row : rows) {
    const double off = row.predicted - predicted / weights;
    both += row.weight * row.weight * off * (row.right - right / weights);
    square += row.weight * row.weight * off * off;
  }
  if (!(square > 0)) return 0;
  const double shrink = 1 / (1 + static_cast<double>(rows.size()) / std::max(window_posts, 1.0));
  return std::clamp(both / square * shrink, 0.0, 1.0);
}

/// How many labels a variance is worth; `otherwise` where the fraction is 0 or 1 and the variance says nothing.
double worth_of(double fraction, double variance, double otherwise) {
  const double spread = fraction * (1 - fraction);
  return spread > 0 && variance > 0 ? spread / variance : otherwise;
}

struct Halves {
  Rows even, odd;
};

/// Two halves by turns, and what each counts for.
Spread powered(const Halves& halves, const Spread& window, double window_posts, double& lambda) {
  Spread found;
  double all = 0;
  for (const bool second : {false, true}) {
    const Rows& mine = second ? halves.odd : halves.even;
    const Rows& other = second ? halves.even : halves.odd;
    double part = 0;
    for (const Row& row : mine) part += row.weight;
    const double slope = best_lambda(other, window_posts);
    const Spread here = mean_of(mine, slope);
    found.mean += part * (here.mean + slope * window.mean);
    found.variance += part * part * (here.variance + slope * slope * window.variance);
    lambda += part * slope;
    all += part;
  }
  lambda /= all;
  return {found.mean / all, found.variance / (all * all)};
}

}  // namespace

Estimate wilson(double fraction, double n, double confidence) {
  const double z = reach_of(confidence);
  const double scale = 1 + z * z / n;
  const double middle = (fraction + z * z / (2 * n)) / scale;
  const double off = z / scale * std::sqrt(fraction * (1 - fraction) / n + z * z / (4 * n * n));
  return {fraction, std::clamp(middle - off, 0.0, fraction), std::clamp(middle + off, fraction, 1.0)};
}

LabelledAccuracy labelled_accuracy(std::span<const Checked> audit, std::span<const Checked> feedback,
                                   const Histogram& window, double confidence) {
  LabelledAccuracy result;
  result.audited = audit.size();
  result.feedback = feedback.size();
  result.accuracy = result.audit_alone = {0.5, 0, 1};
  if (audit.empty()) return result;
  const PerStratum prediction = learn_prediction(feedback);
  Rows all;
  Halves halves;
  double weights = 0;
  double squares = 0;
  for (const Checked& post : audit) {
    const Row row{1 / post.inclusion, post.right() ? 1.0 : 0.0,
                  prediction[stratum_of(surest(cell_of(post.verdict.scores)))]};
    (all.size() % 2 == 0 ? halves.even : halves.odd).push_back(row);
    all.push_back(row);
    weights += row.weight;
    squares += row.weight * row.weight;
  }
  result.effective = weights * weights / squares;
  const Spread plain = mean_of(all, 0);
  const double plain_worth = worth_of(plain.mean, plain.variance, result.effective);
  result.audit_alone = wilson(plain.mean, plain_worth, confidence);
  result.accuracy = result.audit_alone;
  result.worth = plain_worth;
  const auto posts = static_cast<double>(window.total());
  if (posts == 0 || halves.odd.size() < 10) return result;
  const Spread better = powered(halves, over_window(prediction, window), posts, result.weight);
  const double fraction = std::clamp(better.mean, 0.0, 1.0);
  result.worth = worth_of(fraction, better.variance, result.effective);
  result.accuracy = wilson(fraction, result.worth, confidence);
  return result;
}

}  // namespace polso::monitor
