// Shares from evidence: posterior mean, and an interval wide enough for sampling and model error together.
#include "reputation/estimator.h"

#include <algorithm>
#include <optional>

#include "reputation/adjusted.h"
#include "reputation/beta_interval.h"
#include "reputation/drift.h"
#include "reputation/evidence.h"
#include "reputation/posterior.h"
#include "reputation/renewal.h"
#include "reputation/smoothing.h"

namespace polso {

struct ShareEstimator::Model {
  EstimatorOptions options;
  std::optional<Evidence> evidence;
};

namespace {

std::optional<Evidence> learn(const Validation& validation, bool drifted) {
  std::optional<Evidence> evidence = fit_evidence(validation);
  if (!evidence || !drifted) return evidence;
  evidence->ratio = smoothed_ratios(validation);
  for (std::size_t i = 0; i < Evidence::kParameters; ++i) {
    for (std::size_t j = 0; j < Evidence::kParameters; ++j) {
      evidence->covariance[i][j] += kDriftCaution * drift_covariance()[i][j];
    }
  }
  return evidence;
}

Estimate estimate_of(double mean, double variance, double confidence) {
  const Interval interval = beta_interval(mean, variance, confidence);
  return {std::clamp(mean, 0.0, 1.0), interval.low, interval.high};
}

PerSentiment<Estimate> correct(const Evidence& evidence, const Histogram& histogram, double confidence) {
  const Likelihood likelihood(evidence, histogram);
  const Posterior posterior = posterior_of(likelihood);
  Matrix<2> covariance = model_error(likelihood, evidence, posterior);
  for (std::size_t k = 0; k < 2; ++k) {
    // A model error below zero can only be rounding: the sampling error is the least that an interval covers.
    covariance[k][k] = std::max(covariance[k][k], 0.0) + posterior.covariance[k][k];
    covariance[k][1 - k] += posterior.covariance[k][1 - k];
  }
  const auto& [negative, positive] = posterior.mean;
  const double neutral_variance = covariance[0][0] + covariance[1][1] + 2 * covariance[0][1];
  return {estimate_of(negative, covariance[0][0], confidence),
          estimate_of(1 - negative - positive, neutral_variance, confidence),
          estimate_of(positive, covariance[1][1], confidence)};
}

bool narrow(const PerSentiment<Estimate>& estimates, double widest) {
  return std::ranges::all_of(estimates, [&](const Estimate& e) { return e.high - e.low <= widest; });
}

}  // namespace

ShareEstimator::ShareEstimator(const Validation& validation, const EstimatorOptions& options)
    : model_(std::make_unique<const Model>(Model{options, learn(validation, options.drifted)})) {}
ShareEstimator::ShareEstimator(const Validation& validation, const Validation& audit, const EstimatorOptions& options)
    : model_(std::make_unique<const Model>(Model{options, audited(audit) < kFewestAudited
                                                              ? learn(validation, options.drifted)
                                                              : renewed_evidence(validation, audit)})) {}
ShareEstimator::ShareEstimator(ShareEstimator&&) noexcept = default;
ShareEstimator& ShareEstimator::operator=(ShareEstimator&&) noexcept = default;
ShareEstimator::~ShareEstimator() = default;

Share ShareEstimator::estimate(const Histogram& histogram) const {
  const EstimatorOptions& options = model_->options;
  Share share;
  share.posts = histogram.total();
  share.counted = counted_labels(histogram);
  if (!model_->evidence) {
    for (std::size_t s = 0; s < kSentiments; ++s) share.corrected[s] = {share.counted[s], 0, 1};
    return share;
  }
  share.corrected = correct(*model_->evidence, histogram, options.confidence);
  share.enough = share.posts >= options.min_posts && narrow(share.corrected, options.widest);
  return share;
}

}  // namespace polso
