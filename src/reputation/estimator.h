// From the Histogram of a stretch of time to its Share: prevalence corrected for the model's errors, with an interval.
#pragma once

#include <cstdint>
#include <memory>

#include "bundle/bundle.h"
#include "post/bucket.h"
#include "post/share.h"

namespace polso {

struct EstimatorOptions {
  double confidence = 0.90;      // of the interval
  std::uint64_t min_posts = 30;  // fewer: Share::enough is false
  double widest = 0.5;           // an interval that is wider: Share::enough is false
  bool drifted = false;          // the Validation is old: trust it less (smoothing.h), widen intervals (drift.h)
};

/// The posterior mean of the prevalences under a uniform prior, with the likelihood of EMQ/SLD on recalibrated scores
/// (docs/decisions/0003-posterior-mean.md). The interval covers both kinds of error: of sampling so few posts, and of
/// knowing the model's errors from so few validation posts; with `drifted` also a Validation from another period, which
/// calibration_age.h tells. A Validation that lacks a Sentiment makes every Share not `enough`, with the plain count
/// and the interval [0, 1]. Built once per model version (about a millisecond), then used for any number of Shares
/// (0.1 to 0.3 ms each, however many posts they count). Immutable; any thread.
class ShareEstimator {
 public:
  ShareEstimator(const Validation& validation, const EstimatorOptions& options);

  /// `audit` holds what the same model says of labelled posts that were drawn at random from those to be estimated
  /// (renewal.h). From kFewestAudited of them on, they renew the Validation and `drifted` does not matter; fewer are
  /// ignored.
  ShareEstimator(const Validation& validation, const Validation& audit, const EstimatorOptions& options);
  ShareEstimator(ShareEstimator&&) noexcept;
  ShareEstimator& operator=(ShareEstimator&&) noexcept;
  ~ShareEstimator();

  /// Deterministic: the same Histogram gives the same Share. low <= value <= high, and the values sum to 1.
  /// Without posts the prior speaks: a third each, with wide intervals, not `enough`.
  [[nodiscard]] Share estimate(const Histogram& histogram) const;

 private:
  struct Model;
  std::unique_ptr<const Model> model_;
};

}  // namespace polso
