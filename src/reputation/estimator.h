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
};

/// Built once per model version (some milliseconds), then used for any number of Shares. Immutable; any thread.
class ShareEstimator {
 public:
  ShareEstimator(const Validation& validation, const EstimatorOptions& options);
  ShareEstimator(ShareEstimator&&) noexcept;
  ShareEstimator& operator=(ShareEstimator&&) noexcept;
  ~ShareEstimator();

  /// Deterministic: the same Histogram gives the same Share.
  [[nodiscard]] Share estimate(const Histogram& histogram) const;

 private:
  struct Model;
  std::unique_ptr<const Model> model_;
};

}  // namespace polso
