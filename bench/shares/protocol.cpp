// Sums up errors and coverage over the draws.
#include "protocol.h"

#include "reputation/draws.h"
#include "reputation/estimator.h"

namespace polso {
namespace {

std::vector<ShareEstimator> estimators_for(const Calibrations& calibrations) {
  std::vector<ShareEstimator> estimators;
  estimators.reserve(kConfidences.size());
  for (const double confidence : kConfidences) {
    estimators.emplace_back(calibrations.validation,
                            EstimatorOptions{.confidence = confidence, .drifted = calibrations.old});
  }
  return estimators;
}

}  // namespace

ProtocolResult run_protocol(const Calibrations& calibrations, const Judged& pool, std::size_t posts, std::size_t draws,
                            std::uint64_t seed) {
  const std::vector<Method> methods = methods_for(calibrations);
  const std::vector<ShareEstimator> estimators = estimators_for(calibrations);
  const double all = static_cast<double>(draws);
  ProtocolResult result;
  for (const Method& method : methods) result.methods.push_back({method.name, {}});
  PrevalenceDraws source(pool.truth, seed);
  for (std::size_t n = 0; n < draws; ++n) {
    const auto [drawn, truth] = source.next(posts);
    Histogram histogram;
    for (const std::size_t post : drawn) histogram.add(pool.verdicts[post]);
    for (std::size_t m = 0; m < methods.size(); ++m) {
      result.methods[m].errors += errors_of(truth, methods[m].shares(histogram), posts).over(all);
    }
    for (std::size_t c = 0; c < estimators.size(); ++c) {
      const Share share = estimators[c].estimate(histogram);
      for (std::size_t s = 0; s < kSentiments; ++s) {
        const Estimate& found = share.corrected[s];
        result.width[c] += (found.high - found.low) / (kSentiments * all);
        if (found.low <= truth[s] && truth[s] <= found.high) result.coverage[c] += 1 / (kSentiments * all);
      }
    }
  }
  return result;
}

}  // namespace polso
