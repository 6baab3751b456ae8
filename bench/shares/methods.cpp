// The table of methods.
#include "methods.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <ranges>

#include "matching.h"
#include "reputation/adjusted.h"
#include "reputation/emq.h"
#include "reputation/estimator.h"
#include "reputation/gauss_legendre.h"
#include "reputation/likelihood.h"

namespace polso {
namespace {

PerSentiment<double> values(const Share& share) {
  PerSentiment<double> shares{};
  for (std::size_t s = 0; s < kSentiments; ++s) shares[s] = share.corrected[s].value;
  return shares;
}

/// The posterior mean with a uniform prior on the mixes that have no neutral.
PerSentiment<double> on_the_edge(const Evidence& evidence, const Histogram& histogram) {
  const Likelihood likelihood(evidence, histogram);
  const auto& rule = gauss_legendre<128>();
  const auto log_at = [&](double negative) { return likelihood({negative, 1 - negative}); };
  const double top = std::ranges::max(rule.node | std::views::transform(log_at));
  double mass = 0;
  double mean = 0;
  for (std::size_t i = 0; i < rule.node.size(); ++i) {
    const double weight = rule.weight[i] * std::exp(log_at(rule.node[i]) - top);
    mass += weight;
    mean += weight * rule.node[i];
  }
  return {mean / mass, 0, 1 - mean / mass};
}

}  // namespace

std::vector<Method> methods_for(const Calibrations& calibrations) {
  const Validation& validation = calibrations.validation;
  const auto estimator = std::make_shared<const ShareEstimator>(validation, calibrations.audit,
                                                                EstimatorOptions{.drifted = calibrations.old});
  std::vector<Method> methods{
      {"plain count (CC)", counted_labels},
      {"mean scores (PCC)", mean_scores},
      {"ACC", [validation](const Histogram& histogram) { return adjusted_labels(validation, histogram); }},
      {"PACC", [validation](const Histogram& histogram) { return adjusted_scores(validation, histogram); }},
  };
  if (const auto scores = evidence_of_scores(calibrations.shipped)) {
    methods.push_back({"EMQ, scores as shipped", [=](const Histogram& h) { return emq(*scores, h); }});
  }
  if (const auto evidence = fit_evidence(validation)) {
    methods.push_back({"EMQ, recalibrated", [=](const Histogram& h) { return emq(*evidence, h); }});
  }
  methods.push_back({"HDy", Hdy(validation)});
  if (const auto densities = kernel_evidence(validation)) {
    methods.push_back({"KDEy-ML", [=](const Histogram& h) { return emq(*densities, h); }});
  }
  methods.push_back({"Polso", [=](const Histogram& h) { return values(estimator->estimate(h)); }});
  return methods;
}

std::vector<Method> two_class_methods(const Validation& validation) {
  Validation polar = validation;
  polar.by_truth[index(Sentiment::kNeutral)] = {};
  std::vector<Method> methods{
      {"two classes: ACC", [polar](const Histogram& histogram) { return adjusted_labels(polar, histogram); }},
      {"two classes: PACC", [polar](const Histogram& histogram) { return adjusted_scores(polar, histogram); }},
      {"two classes: HDy", Hdy(polar)},
  };
  if (const auto densities = kernel_evidence(validation)) {
    methods.push_back({"two classes: KDEy-ML", [=](const Histogram& h) { return emq(*densities, h, {0.5, 0, 0.5}); }});
  }
  if (const auto evidence = fit_evidence(validation)) {
    methods.push_back({"two classes: EMQ", [=](const Histogram& h) { return emq(*evidence, h, {0.5, 0, 0.5}); }});
    methods.push_back({"two classes: posterior mean", [=](const Histogram& h) { return on_the_edge(*evidence, h); }});
  }
  return methods;
}

}  // namespace polso
