// Newton's method on six parameters.
#include "reputation/logistic.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace polso {
namespace {

constexpr std::size_t kTerms = Evidence::kTerms;
constexpr std::size_t kParameters = Evidence::kParameters;

constexpr double kShrink = 1.0;      // prior precision of each slope
constexpr double kIntercept = 1e-9;  // keeps the Hessian invertible
constexpr double kLargestLogRatio = 30;
constexpr double kAbsent = -1e6;  // for the logarithm of no posts
constexpr int kMostSteps = 100;

struct Observation {
  Vector<kTerms> terms{};
  PerSentiment<double> count{};
  [[nodiscard]] double total() const { return count[0] + count[1] + count[2]; }
};

struct Sample {
  std::vector<Observation> observations;
  Vector<2> offset{};  // log of how many posts of a Sentiment there are for each neutral one
};

Sample sample_of(const CellCounts& counts) {
  Sample sample;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    Observation observation{terms_of(static_cast<Cell>(cell)), {}};
    for (std::size_t s = 0; s < kSentiments; ++s) observation.count[s] = counts[s][cell];
    if (observation.total() > 0) sample.observations.push_back(observation);
  }
  const PerSentiment<double> posts = totals(counts);
  const auto log_of = [](double number) { return number > 0 ? std::log(number) : kAbsent; };
  for (std::size_t k = 0; k < 2; ++k) sample.offset[k] = log_of(posts[kCompared[k]]) - log_of(posts[1]);
  return sample;
}

/// Linear predictors of negative and positive against neutral.
Vector<2> logits(const EvidenceParameters& parameters, const Vector<kTerms>& terms) {
  Vector<2> result{};
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t t = 0; t < kTerms; ++t) result[k] += parameters[k * kTerms + t] * terms[t];
  }
  return result;
}

struct Slope {
  double objective = 0;  // penalised log-likelihood
  EvidenceParameters gradient{};
  EvidenceMatrix information{};  // minus the Hessian
};

void add(const Observation& seen, const Vector<2>& logit, Slope& slope) {
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

Slope slope_at(const Sample& sample, const EvidencePrior& prior, const EvidenceParameters& parameters) {
  Slope slope;
  for (const Observation& seen : sample.observations) {
    Vector<2> logit = logits(parameters, seen.terms);
    for (std::size_t k = 0; k < 2; ++k) logit[k] += sample.offset[k];
    add(seen, logit, slope);
  }
  EvidenceParameters off{};
  for (std::size_t i = 0; i < kParameters; ++i) off[i] = parameters[i] - prior.mean[i];
  const EvidenceParameters pull = product(prior.precision, off);
  for (std::size_t i = 0; i < kParameters; ++i) {
    slope.objective -= off[i] * pull[i] / 2;
    slope.gradient[i] -= pull[i];
    for (std::size_t j = 0; j < kParameters; ++j) slope.information[i][j] += prior.precision[i][j];
  }
  return slope;
}

}  // namespace

CellCounts counts_of(const Validation& validation) {
  CellCounts counts{};
  for (std::size_t s = 0; s < kSentiments; ++s) std::ranges::copy(validation.by_truth[s].cells, counts[s].begin());
  return counts;
}

PerSentiment<double> totals(const CellCounts& counts) {
  PerSentiment<double> posts{};
  for (std::size_t s = 0; s < kSentiments; ++s) posts[s] = std::accumulate(counts[s].begin(), counts[s].end(), 0.0);
  return posts;
}

EvidencePrior calibrated_prior() {
  EvidencePrior prior{.mean = {0, 1, 0, 0, 0, 1}, .precision = {}};
  for (std::size_t i = 0; i < kParameters; ++i) prior.precision[i][i] = i % kTerms == 0 ? kIntercept : kShrink;
  return prior;
}

/// Newton's method with halved steps; the objective is concave.
EvidenceFit fit_logistic(const CellCounts& counts, const EvidencePrior& prior) {
  const Sample sample = sample_of(counts);
  EvidenceParameters parameters = prior.mean;
  Slope slope = slope_at(sample, prior, parameters);
  for (int i = 0; i < kMostSteps; ++i) {
    const EvidenceMatrix covariance = inverse(slope.information);
    const EvidenceParameters step = product(covariance, slope.gradient);
    const double gain = std::inner_product(step.begin(), step.end(), slope.gradient.begin(), 0.0);
    if (!(gain > 1e-12)) break;
    for (double length = 1; length > 1e-6; length /= 2) {
      EvidenceParameters next = parameters;
      for (std::size_t p = 0; p < kParameters; ++p) next[p] += length * step[p];
      const Slope there = slope_at(sample, prior, next);
      if (there.objective <= slope.objective && length > 2e-6) continue;
      parameters = next;
      slope = there;
      break;
    }
  }
  return {parameters, inverse(slope.information)};
}

std::optional<EvidenceFit> fit_parameters(const CellCounts& counts) {
  const PerSentiment<double> posts = totals(counts);
  if (std::ranges::min(posts) < static_cast<double>(kFewestOfOneSentiment)) return std::nullopt;
  EvidenceFit fit = fit_logistic(counts, calibrated_prior());
  // How many posts of each Sentiment the Validation holds was chosen, not observed: its chance is no error.
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t j = 0; j < 2; ++j) {
      fit.covariance[k * kTerms][j * kTerms] -= 1 / posts[1] + (k == j ? 1 / posts[kCompared[k]] : 0);
    }
  }
  return fit;
}

Evidence evidence_of(const EvidenceFit& fit) {
  Evidence evidence;
  evidence.covariance = fit.covariance;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const Vector<2> log_ratio = logits(fit.parameters, terms_of(static_cast<Cell>(cell)));
    for (std::size_t k = 0; k < 2; ++k) {
      evidence.ratio[cell][k] = std::exp(std::clamp(log_ratio[k], -kLargestLogRatio, kLargestLogRatio));
    }
  }
  return evidence;
}

}  // namespace polso
