// The logistic fit of Evidence: Newton's method on six parameters.
#include "reputation/evidence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace polso {
namespace {

constexpr std::size_t kTerms = Evidence::kTerms;
constexpr std::size_t kParameters = Evidence::kParameters;
using Parameters = Vector<kParameters>;

constexpr double kCentreFloor = 0.025;  // half a step of the grid: a corner's centre keeps a finite logarithm
constexpr double kShrink = 1.0;         // prior precision of each slope; the intercepts are free
constexpr double kIntercept = 1e-9;     // keeps the Hessian invertible
constexpr double kLargestLogRatio = 30;
constexpr int kMostSteps = 100;
constexpr Parameters kCalibrated{0, 1, 0, 0, 0, 1};

double precision(std::size_t parameter) { return parameter % kTerms == 0 ? kIntercept : kShrink; }

struct Observation {
  Vector<kTerms> terms{};
  PerSentiment<double> count{};
  [[nodiscard]] double total() const { return count[0] + count[1] + count[2]; }
};

std::vector<Observation> observations_of(const Validation& validation) {
  std::vector<Observation> observations;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    Observation observation{terms_of(static_cast<Cell>(cell)), {}};
    for (std::size_t s = 0; s < kSentiments; ++s) observation.count[s] = validation.by_truth[s].cells[cell];
    if (observation.total() > 0) observations.push_back(observation);
  }
  return observations;
}

/// Linear predictors of negative and positive against neutral.
Vector<2> logits(const Parameters& parameters, const Vector<kTerms>& terms) {
  Vector<2> result{};
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t t = 0; t < kTerms; ++t) result[k] += parameters[k * kTerms + t] * terms[t];
  }
  return result;
}

struct Slope {
  double objective = 0;  // penalised log-likelihood
  Parameters gradient{};
  Matrix<kParameters> information{};  // minus the Hessian
};

void add(const Observation& seen, const Parameters& parameters, Slope& slope) {
  const Vector<2> logit = logits(parameters, seen.terms);
  const double top = std::max({0.0, logit[0], logit[1]});
  const double log_sum = top + std::log(std::exp(-top) + std::exp(logit[0] - top) + std::exp(logit[1] - top));
  const Vector<2> probability{std::exp(logit[0] - log_sum), std::exp(logit[1] - log_sum)};
  const double total = seen.total();
  slope.objective += seen.count[0] * logit[0] + seen.count[2] * logit[1] - total * log_sum;
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t t = 0; t < kTerms; ++t) {
      slope.gradient[k * kTerms + t] += (seen.count[kCompared[k]] - total * probability[k]) * seen.terms[t];
    }
    for (std::size_t j = 0; j < 2; ++j) {
      const double weight = total * ((k == j ? probability[k] : 0) - probability[k] * probability[j]);
      for (std::size_t t = 0; t < kTerms; ++t) {
        for (std::size_t u = 0; u < kTerms; ++u) {
          slope.information[k * kTerms + t][j * kTerms + u] += weight * seen.terms[t] * seen.terms[u];
        }
      }
    }
  }
}

Slope slope_at(const std::vector<Observation>& observations, const Parameters& parameters) {
  Slope slope;
  for (const Observation& seen : observations) add(seen, parameters, slope);
  for (std::size_t i = 0; i < kParameters; ++i) {
    const double off = parameters[i] - kCalibrated[i];
    slope.objective -= precision(i) * off * off / 2;
    slope.gradient[i] -= precision(i) * off;
    slope.information[i][i] += precision(i);
  }
  return slope;
}

struct Fit {
  Parameters parameters{};
  Matrix<kParameters> covariance{};
};

/// Newton's method with halved steps; the objective is concave.
Fit fit(const std::vector<Observation>& observations) {
  Parameters parameters = kCalibrated;
  Slope slope = slope_at(observations, parameters);
  for (int i = 0; i < kMostSteps; ++i) {
    const Matrix<kParameters> covariance = inverse(slope.information);
    const Parameters step = product(covariance, slope.gradient);
    const double gain = std::inner_product(step.begin(), step.end(), slope.gradient.begin(), 0.0);
    if (!(gain > 1e-12)) break;
    for (double length = 1; length > 1e-6; length /= 2) {
      Parameters next = parameters;
      for (std::size_t p = 0; p < kParameters; ++p) next[p] += length * step[p];
      const Slope there = slope_at(observations, next);
      if (there.objective <= slope.objective && length > 2e-6) continue;
      parameters = next;
      slope = there;
      break;
    }
  }
  return {parameters, inverse(slope.information)};
}

}  // namespace

Vector<kTerms> terms_of(Cell cell) {
  PerSentiment<double> centre = centre_of(cell);
  for (double& score : centre) score += kCentreFloor;
  return {1, std::log(centre[0] / centre[1]), std::log(centre[2] / centre[1])};
}

std::optional<Evidence> fit_evidence(const Validation& validation) {
  PerSentiment<double> posts{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const auto& cells = validation.by_truth[s].cells;
    posts[s] = std::accumulate(cells.begin(), cells.end(), 0.0);
    if (posts[s] < static_cast<double>(kFewestOfOneSentiment)) return std::nullopt;
  }
  auto [parameters, covariance] = fit(observations_of(validation));
  // How many posts of each Sentiment the Validation holds was chosen, not observed: its chance is no error.
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t j = 0; j < 2; ++j) {
      covariance[k * kTerms][j * kTerms] -= 1 / posts[1] + (k == j ? 1 / posts[kCompared[k]] : 0);
    }
    parameters[k * kTerms] -= std::log(posts[kCompared[k]] / posts[1]);
  }
  Evidence evidence;
  evidence.covariance = covariance;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const Vector<2> log_ratio = logits(parameters, terms_of(static_cast<Cell>(cell)));
    for (std::size_t k = 0; k < 2; ++k) {
      evidence.ratio[cell][k] = std::exp(std::clamp(log_ratio[k], -kLargestLogRatio, kLargestLogRatio));
    }
  }
  return evidence;
}

}  // namespace polso
