// Newton's method on six parameters with a normal prior.
#include "monitor/cell_evidence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace polso::monitor {
namespace {

constexpr std::size_t kTerms = CellEvidence::kTerms;
constexpr std::size_t kParameters = CellEvidence::kParameters;
using Parameters = Vector<kParameters>;

constexpr std::array<std::size_t, 2> kCompared{0, 2};  // the Sentiments that are compared with neutral
constexpr double kCentreFloor = 0.025;                 // half a step of the grid: a corner keeps a finite logarithm
constexpr double kShrink = 1.0;                        // prior precision of a slope; the intercepts are free
constexpr double kFree = 1e-9;
constexpr double kLeastVariance = 1e-6;  // keeps a prior that is too sure of itself invertible
constexpr double kLargestLogRatio = 30;
constexpr int kMostSteps = 100;

Vector<kTerms> terms_of(Cell cell) {
  PerSentiment<double> centre = centre_of(cell);
  for (double& score : centre) score += kCentreFloor;
  return {1, std::log(centre[0] / centre[1]), std::log(centre[2] / centre[1])};
}

Vector<2> logits(const Parameters& parameters, const Vector<kTerms>& terms) {
  Vector<2> result{};
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t t = 0; t < kTerms; ++t) result[k] += parameters[k * kTerms + t] * terms[t];
  }
  return result;
}

struct Observation {
  Vector<kTerms> terms{};
  PerSentiment<double> count{};
};

std::uint64_t posts_of(const Histogram& histogram) {
  return std::accumulate(histogram.cells.begin(), histogram.cells.end(), std::uint64_t{0});
}

struct Prior {
  Parameters mean{};
  Matrix<kParameters> precision{};
};

/// The penalised log-likelihood of labelled posts, whose own shares enter as offsets and so say nothing.
class Objective {
 public:
  Objective(const ByTruth& posts, const Prior& prior) : prior_(prior) {
    for (std::size_t cell = 0; cell < kCells; ++cell) {
      Observation seen{terms_of(static_cast<Cell>(cell)), {}};
      for (std::size_t s = 0; s < kSentiments; ++s) seen.count[s] = posts[s].cells[cell];
      if (seen.count[0] + seen.count[1] + seen.count[2] > 0) seen_.push_back(seen);
    }
    const auto smoothed = [&](std::size_t s) { return static_cast<double>(posts_of(posts[s])) + 0.5; };
    for (std::size_t k = 0; k < 2; ++k) offset_[k] = std::log(smoothed(kCompared[k]) / smoothed(1));
  }

  struct Slope {
    double value = 0;
    Parameters gradient{};
    Matrix<kParameters> information{};  // minus the Hessian
  };

  [[nodiscard]] Slope at(const Parameters& parameters) const {
    Slope slope;
    Parameters off = parameters;
    for (std::size_t i = 0; i < kParameters; ++i) off[i] -= prior_.mean[i];
    const Parameters pull = product(prior_.precision, off);
    for (std::size_t i = 0; i < kParameters; ++i) {
      slope.value -= off[i] * pull[i] / 2;
      slope.gradient[i] -= pull[i];
    }
    slope.information = prior_.precision;
    for (const Observation& seen : seen_) add(seen, parameters, slope);
    return slope;
  }

 private:
  void add(const Observation& seen, const Parameters& parameters, Slope& slope) const {
    Vector<2> logit = logits(parameters, seen.terms);
    for (std::size_t k = 0; k < 2; ++k) logit[k] += offset_[k];
    const double top = std::max({0.0, logit[0], logit[1]});
    const double log_sum = top + std::log(std::exp(-top) + std::exp(logit[0] - top) + std::exp(logit[1] - top));
    const Vector<2> probability{std::exp(logit[0] - log_sum), std::exp(logit[1] - log_sum)};
    const double total = seen.count[0] + seen.count[1] + seen.count[2];
    slope.value += seen.count[0] * logit[0] + seen.count[2] * logit[1] - total * log_sum;
    for (std::size_t i = 0; i < kParameters; ++i) {
      const std::size_t k = i / kTerms;
      slope.gradient[i] += (seen.count[kCompared[k]] - total * probability[k]) * seen.terms[i % kTerms];
      for (std::size_t j = 0; j < kParameters; ++j) {
        const std::size_t l = j / kTerms;
        const double weight = total * ((k == l ? probability[k] : 0) - probability[k] * probability[l]);
        slope.information[i][j] += weight * seen.terms[i % kTerms] * seen.terms[j % kTerms];
      }
    }
  }

  Prior prior_;
  std::vector<Observation> seen_;
  Vector<2> offset_{};
};

/// Newton's method with halved steps; the objective is concave.
CellEvidence most_likely(const Objective& objective, Parameters parameters) {
  Objective::Slope slope = objective.at(parameters);
  for (int i = 0; i < kMostSteps; ++i) {
    const Parameters step = product(inverse(slope.information), slope.gradient);
    if (!(std::inner_product(step.begin(), step.end(), slope.gradient.begin(), 0.0) > 1e-12)) break;
    bool better = false;
    for (double length = 1; !better && length > 1e-6; length /= 2) {
      Parameters next = parameters;
      for (std::size_t p = 0; p < kParameters; ++p) next[p] += length * step[p];
      const Objective::Slope there = objective.at(next);
      better = there.value > slope.value;
      if (better) {
        parameters = next;
        slope = there;
      }
    }
    if (!better) break;
  }
  return {parameters, inverse(slope.information)};
}

}  // namespace

CellRatios ratios_of(const Parameters& parameters) {
  CellRatios ratios{};
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const Vector<2> logit = logits(parameters, terms_of(static_cast<Cell>(cell)));
    ratios[cell][1] = 1;
    for (std::size_t k = 0; k < 2; ++k) {
      ratios[cell][kCompared[k]] = std::exp(std::clamp(logit[k], -kLargestLogRatio, kLargestLogRatio));
    }
  }
  return ratios;
}

std::optional<CellEvidence> learn_evidence(const ByTruth& validation) {
  for (const Histogram& histogram : validation) {
    if (posts_of(histogram) < kFewestOfOneSentiment) return std::nullopt;
  }
  Prior prior{CellEvidence{}.parameters, {}};
  for (std::size_t i = 0; i < kParameters; ++i) prior.precision[i][i] = i % kTerms == 0 ? kFree : kShrink;
  return most_likely(Objective(validation, prior), prior.mean);
}

CellEvidence aged(CellEvidence evidence, const Aging& aging) {
  for (std::size_t i = 0; i < kParameters; ++i) {
    evidence.parameters[i] += aging.mean[i];
    for (std::size_t j = 0; j < kParameters; ++j) evidence.covariance[i][j] += aging.covariance[i][j];
  }
  return evidence;
}

CellEvidence refreshed(const CellEvidence& prior, const ByTruth& audit) {
  Matrix<kParameters> covariance = prior.covariance;
  for (std::size_t i = 0; i < kParameters; ++i) covariance[i][i] += kLeastVariance;
  return most_likely(Objective(audit, {prior.parameters, inverse(covariance)}), prior.parameters);
}

}  // namespace polso::monitor
