// Softmax regression on log scores: every kind is a linear family of weights and biases, so one Newton loop serves all.
#include "learn/calibrate.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

#include "learn/solve.h"

namespace polso {
namespace {

constexpr double kPenalty = 1e-4;  // per post, on squared distance from the identity
constexpr std::size_t kFolds = 5;
constexpr std::size_t kInputs = kSentiments + 1;  // log scores and 1

/// A parameter moves these entries of [weight | bias]; all families are sums of such moves from the identity.
using Direction = std::array<std::array<double, kInputs>, kSentiments>;
using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;
using Inputs = std::array<double, kInputs>;

std::vector<Direction> directions_of(CalibrationKind kind) {
  std::vector<Direction> directions;
  const auto unit = [&](std::size_t i, std::size_t j) {
    Direction d{};
    d[i][j] = 1;
    directions.push_back(d);
  };
  if (kind == CalibrationKind::kTemperature) {
    Direction d{};
    for (std::size_t i = 0; i < kSentiments; ++i) d[i][i] = 1;
    return {d};
  }
  for (std::size_t i = 0; i < kSentiments; ++i) {
    for (std::size_t j = 0; j < kInputs; ++j) {
      const bool wanted = kind == CalibrationKind::kMatrix || i == j || j == kSentiments;
      if (wanted) unit(i, j);
    }
  }
  return directions;
}

Calibration calibration_of(const std::vector<Direction>& directions, const Vector& parameters) {
  Calibration c;
  for (std::size_t k = 0; k < directions.size(); ++k) {
    for (std::size_t i = 0; i < kSentiments; ++i) {
      for (std::size_t j = 0; j < kSentiments; ++j) c.weight[i][j] += parameters[k] * directions[k][i][j];
      c.bias[i] += parameters[k] * directions[k][i][kSentiments];
    }
  }
  return c;
}

Inputs inputs_of(const Scores& raw) {
  constexpr double kSmallest = 1e-7;  // as judge() has it
  Inputs inputs{};
  for (std::size_t j = 0; j < kSentiments; ++j) inputs[j] = std::log(std::max(double{raw[j]}, kSmallest));
  inputs[kSentiments] = 1;
  return inputs;
}

PerSentiment<double> probabilities(const Calibration& c, const Inputs& x) {
  PerSentiment<double> logits = c.bias;
  for (std::size_t i = 0; i < kSentiments; ++i) {
    for (std::size_t j = 0; j < kSentiments; ++j) logits[i] += c.weight[i][j] * x[j];
  }
  const double top = *std::ranges::max_element(logits);
  double sum = 0;
  for (double& l : logits) sum += l = std::exp(l - top);
  for (double& l : logits) l /= sum;
  return logits;
}

double loss_of(const Calibration& c, std::span<const Inputs> xs, std::span<const Sentiment> truth) {
  double loss = 0;
  for (std::size_t n = 0; n < xs.size(); ++n) {
    loss -= std::log(std::max(probabilities(c, xs[n])[index(truth[n])], 1e-300));
  }
  return loss / static_cast<double>(xs.size());
}

double squared(const Vector& v) {
  double sum = 0;
  for (const double x : v) sum += x * x;
  return sum;
}

struct Slope {
  Vector gradient;
  Matrix hessian;
};

Slope slope_of(const std::vector<Direction>& directions, const Vector& parameters, std::span<const Inputs> xs,
               std::span<const Sentiment> truth) {
  const std::size_t n = directions.size();
  Slope slope{Vector(n), Matrix(n, Vector(n))};
  const Calibration c = calibration_of(directions, parameters);
  std::vector<PerSentiment<double>> moves(n);  // of each logit, per unit of each parameter
  const double share = 1 / static_cast<double>(xs.size());
  for (std::size_t row = 0; row < xs.size(); ++row) {
    const auto p = probabilities(c, xs[row]);
    Vector mean(n);
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t i = 0; i < kSentiments; ++i) {
        moves[k][i] = 0;
        for (std::size_t j = 0; j < kInputs; ++j) moves[k][i] += directions[k][i][j] * xs[row][j];
        mean[k] += p[i] * moves[k][i];
      }
      slope.gradient[k] += share * (mean[k] - moves[k][index(truth[row])]);
    }
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t l = 0; l <= k; ++l) {
        double second = -mean[k] * mean[l];
        for (std::size_t i = 0; i < kSentiments; ++i) second += p[i] * moves[k][i] * moves[l][i];
        slope.hessian[k][l] += share * second;
      }
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    slope.gradient[k] += 2 * kPenalty * parameters[k];
    slope.hessian[k][k] += 2 * kPenalty;
  }
  return slope;
}

Calibration fit(std::span<const Inputs> xs, std::span<const Sentiment> truth, CalibrationKind kind) {
  constexpr int kMostSteps = 50;
  constexpr double kSmallestGain = 1e-12;
  const auto directions = directions_of(kind);
  Vector parameters(directions.size());
  const auto cost_of = [&](const Vector& at) {
    return loss_of(calibration_of(directions, at), xs, truth) + kPenalty * squared(at);
  };
  double cost = cost_of(parameters);
  for (int step = 0; step < kMostSteps; ++step) {
    Slope slope = slope_of(directions, parameters, xs, truth);
    const Vector move = solve_positive(std::move(slope.hessian), std::move(slope.gradient));
    double gain = 0;
    for (double length = 1; length > 1e-6; length /= 2) {
      Vector next = parameters;
      for (std::size_t k = 0; k < next.size(); ++k) next[k] -= length * move[k];
      const double next_cost = cost_of(next);
      if (next_cost < cost) {
        gain = cost - next_cost;
        cost = next_cost;
        parameters = std::move(next);
        break;
      }
    }
    if (gain < kSmallestGain) break;
  }
  return calibration_of(directions, parameters);
}

std::vector<Inputs> inputs_of(std::span<const Scores> raw) {
  std::vector<Inputs> xs;
  for (const Scores& scores : raw) xs.push_back(inputs_of(scores));
  return xs;
}

double cross_validated(std::span<const Inputs> xs, std::span<const Sentiment> truth, CalibrationKind kind) {
  double loss = 0;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Inputs> fit_xs;
    std::vector<Inputs> held_xs;
    std::vector<Sentiment> fit_truth;
    std::vector<Sentiment> held_truth;
    for (std::size_t n = 0; n < xs.size(); ++n) {
      const bool held = n % kFolds == fold;
      (held ? held_xs : fit_xs).push_back(xs[n]);
      (held ? held_truth : fit_truth).push_back(truth[n]);
    }
    if (held_xs.empty() || fit_xs.empty()) continue;
    loss += loss_of(fit(fit_xs, fit_truth, kind), held_xs, held_truth) * static_cast<double>(held_xs.size());
  }
  return loss / static_cast<double>(xs.size());
}

}  // namespace

Calibration fit_calibration(std::span<const Scores> raw, std::span<const Sentiment> truth, CalibrationKind kind) {
  assert(raw.size() == truth.size() && !raw.empty());
  return fit(inputs_of(raw), truth, kind);
}

Calibrated calibrate(std::span<const Scores> raw, std::span<const Sentiment> truth,
                     std::optional<CalibrationKind> kind) {
  assert(raw.size() == truth.size() && !raw.empty());
  const auto xs = inputs_of(raw);
  Calibrated best;
  bool first = true;
  for (const auto candidate : {CalibrationKind::kTemperature, CalibrationKind::kVector, CalibrationKind::kMatrix}) {
    if (kind && *kind != candidate) continue;
    const double loss = cross_validated(xs, truth, candidate);
    if (first || loss < best.cross_validated_loss) best = {{}, candidate, loss};
    first = false;
  }
  best.calibration = fit(xs, truth, best.kind);
  return best;
}

}  // namespace polso
