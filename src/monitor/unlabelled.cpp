// Both estimates as functions of what is uncertain, and the delta method on them.
#include "monitor/unlabelled.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "monitor/mixture.h"
#include "monitor/normal.h"
#include "monitor/truth_table.h"

namespace polso::monitor {
namespace {

using Measure = double (*)(const TruthTable&);
constexpr std::array<Measure, 3> kMeasures{accuracy, macro_recall, macro_f1};

/// What is uncertain: the evidence's parameters; negative's and positive's share in the window, given these; and in the
/// validation.
constexpr std::size_t kEvidence = CellEvidence::kParameters;
constexpr std::size_t kUnknowns = kEvidence + 4;
using Unknowns = Vector<kUnknowns>;

/// Three of steady, three of moving, and the gap.
constexpr std::size_t kFigures = 2 * kMeasures.size() + 1;
using Figures = Vector<kFigures>;

struct Setting {
  const CellEvidence& evidence;
  const PerSentiment<double>& validation_shares;
  const PerSentiment<double>& decision_weight;
  const Histogram& window;
};

PerSentiment<double> moved(PerSentiment<double> shares, double negative, double positive) {
  constexpr double kLeast = 1e-6;
  shares[0] = std::max(shares[0] + negative, kLeast);
  shares[2] = std::max(shares[2] + positive, kLeast);
  shares[1] = std::max(1 - shares[0] - shares[2], kLeast);
  return shares;
}

struct Outcome {
  CellRatios steady{}, moving{};  // probabilities of the truth, by cell
  TruthTable steady_table{}, moving_table{};
  Mixture mixture;

  [[nodiscard]] Figures figures() const {
    Figures figures{};
    for (std::size_t m = 0; m < kMeasures.size(); ++m) {
      figures[m] = kMeasures[m](steady_table);
      figures[kMeasures.size() + m] = kMeasures[m](moving_table);
    }
    figures.back() = figures[0] - figures[kMeasures.size()];
    return figures;
  }
};

Outcome outcome_at(const Setting& setting, const Unknowns& off) {
  Vector<kEvidence> parameters = setting.evidence.parameters;
  for (std::size_t i = 0; i < kEvidence; ++i) parameters[i] += off[i];
  const CellRatios ratios = ratios_of(parameters);
  Outcome outcome;
  outcome.mixture = mixture_of(ratios, setting.window);
  const auto window_shares = moved(outcome.mixture.shares, off[kEvidence], off[kEvidence + 1]);
  const auto usual_shares = moved(setting.validation_shares, off[kEvidence + 2], off[kEvidence + 3]);
  outcome.steady = posteriors_of(ratios, usual_shares);
  outcome.moving = posteriors_of(ratios, window_shares);
  outcome.steady_table = expected_table(outcome.steady, setting.window, setting.decision_weight);
  outcome.moving_table = expected_table(outcome.moving, setting.window, setting.decision_weight);
  return outcome;
}

Matrix<kUnknowns> covariance_of(const Setting& setting, const Mixture& mixture, double validation_posts) {
  Matrix<kUnknowns> covariance{};
  for (std::size_t i = 0; i < kEvidence; ++i) {
    for (std::size_t j = 0; j < kEvidence; ++j) covariance[i][j] = setting.evidence.covariance[i][j];
  }
  const Vector<2> usual{setting.validation_shares[0], setting.validation_shares[2]};
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 2; ++j) {
      covariance[kEvidence + i][kEvidence + j] = mixture.covariance[i][j];
      covariance[kEvidence + 2 + i][kEvidence + 2 + j] =
          ((i == j ? usual[i] : 0) - usual[i] * usual[j]) / validation_posts;
    }
  }
  return covariance;
}

/// Variance of the figures from the unknowns: central differences over half a standard deviation.
Figures variance_from_unknowns(const Setting& setting, const Matrix<kUnknowns>& covariance) {
  std::array<Unknowns, kFigures> gradient{};
  for (std::size_t u = 0; u < kUnknowns; ++u) {
    const double step = 0.5 * std::sqrt(covariance[u][u]);
    if (!(step > 0)) continue;
    Unknowns off{};
    off[u] = step;
    const Figures above = outcome_at(setting, off).figures();
    off[u] = -step;
    const Figures below = outcome_at(setting, off).figures();
    for (std::size_t f = 0; f < kFigures; ++f) gradient[f][u] = (above[f] - below[f]) / (2 * step);
  }
  Figures variance{};
  for (std::size_t f = 0; f < kFigures; ++f) variance[f] = std::max(0.0, form(gradient[f], covariance, gradient[f]));
  return variance;
}

PerSentiment<PerSentiment<double>> gradient_of(Measure measure, const TruthTable& table) {
  constexpr double kStep = 1e-4;
  PerSentiment<PerSentiment<double>> gradient{};
  for (std::size_t t = 0; t < kSentiments; ++t) {
    for (std::size_t l = 0; l < kSentiments; ++l) {
      TruthTable there = table;
      there[t][l] += kStep;
      gradient[t][l] = (measure(there) - measure(table)) / kStep;
    }
  }
  return gradient;
}

/// Variance of a measure from each post's truth being a draw from its cell's probabilities.
double variance_from_truth(Measure measure, const TruthTable& table, const CellRatios& posteriors,
                           const Setting& setting) {
  const auto gradient = gradient_of(measure, table);
  const auto posts = static_cast<double>(setting.window.total());
  double variance = 0;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    if (setting.window.cells[cell] == 0) continue;
    const std::size_t label = label_of(static_cast<Cell>(cell), setting.decision_weight);
    double mean = 0;
    double square = 0;
    for (std::size_t s = 0; s < kSentiments; ++s) {
      mean += posteriors[cell][s] * gradient[s][label];
      square += posteriors[cell][s] * gradient[s][label] * gradient[s][label];
    }
    variance += setting.window.cells[cell] * (square - mean * mean) / (posts * posts);
  }
  return variance;
}

Quality quality_of(const Figures& value, const Figures& variance, std::size_t first, double reach) {
  const auto estimate = [&](std::size_t figure) {
    const double off = reach * std::sqrt(variance[figure]);
    return Estimate{value[figure], std::max(0.0, value[figure] - off), std::min(1.0, value[figure] + off)};
  };
  return {estimate(first), estimate(first + 1), estimate(first + 2)};
}

}  // namespace

Result<AccuracyWatch> AccuracyWatch::make(const Validation& validation, const PerSentiment<double>& decision_weight,
                                          const AccuracyWatchOptions& options) {
  std::optional<CellEvidence> evidence = learn_evidence(validation.by_truth);
  if (!evidence) {
    return fail(Code::kInvalid,
                "the model's validation has too few posts of a sentiment to estimate its accuracy without labels; "
                "validate it on at least 10 posts of each");
  }
  if (options.aging) evidence = aged(*evidence, *options.aging);
  if (options.audit) evidence = refreshed(*evidence, *options.audit);
  PerSentiment<double> shares{};
  double posts = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    for (const std::uint32_t count : validation.by_truth[s].cells) shares[s] += count;
    posts += shares[s];
  }
  for (double& share : shares) share /= posts;
  return AccuracyWatch(*evidence, shares, posts, decision_weight, options.confidence);
}

AccuracyWatch::AccuracyWatch(const CellEvidence& evidence, const PerSentiment<double>& shares, double posts,
                             const PerSentiment<double>& decision_weight, double confidence)
    : evidence_(evidence),
      validation_shares_(shares),
      validation_posts_(posts),
      decision_weight_(decision_weight),
      confidence_(confidence) {}

UnlabelledAccuracy AccuracyWatch::estimate(const Histogram& window) const {
  UnlabelledAccuracy found;
  found.posts = window.total();
  if (found.posts == 0) {
    const Estimate unknown{0.5, 0, 1};
    found.steady = found.moving = {unknown, unknown, unknown};
    found.shares = Mixture{}.shares;
    return found;
  }
  const Setting setting{evidence_, validation_shares_, decision_weight_, window};
  const Outcome outcome = outcome_at(setting, {});
  const Figures value = outcome.figures();
  Figures variance = variance_from_unknowns(setting, covariance_of(setting, outcome.mixture, validation_posts_));
  found.gap = value.back();
  found.gap_error = std::sqrt(variance.back());
  for (std::size_t m = 0; m < kMeasures.size(); ++m) {
    variance[m] += variance_from_truth(kMeasures[m], outcome.steady_table, outcome.steady, setting);
    variance[kMeasures.size() + m] += variance_from_truth(kMeasures[m], outcome.moving_table, outcome.moving, setting);
  }
  const double reach = reach_of(confidence_);
  found.steady = quality_of(value, variance, 0, reach);
  found.moving = quality_of(value, variance, kMeasures.size(), reach);
  found.shares = outcome.mixture.shares;
  found.disagree = std::abs(found.gap) > reach * found.gap_error;
  return found;
}

}  // namespace polso::monitor
