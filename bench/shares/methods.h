// The ways of estimating shares that are compared, each a function from a Histogram, ready for one Validation.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "post/bucket.h"

namespace polso {

struct Method {
  std::string name;
  std::function<PerSentiment<double>(const Histogram&)> shares;
};

/// What a method may learn from: `validation` tells the model's errors, `shipped` the prevalence at which the bundle's
/// scores are calibrated.
struct Calibrations {
  Validation validation;
  Validation shipped;
  bool old = false;  // tells Polso that `validation` is of another period
  Validation audit;  // fresh labels, which only Polso uses
};

/// Plain count (CC), PCC, ACC, PACC, EMQ on the scores as they are and on Polso's evidence, HDy, KDEy-ML, and Polso's
/// Shares, last.
[[nodiscard]] std::vector<Method> methods_for(const Calibrations& calibrations);

/// ACC, PACC, HDy, KDEy-ML, EMQ and the posterior mean when it is known that no post is neutral. They need neutral
/// posts in the Validation all the same, to which EMQ's evidence is relative.
[[nodiscard]] std::vector<Method> two_class_methods(const Validation& validation);

}  // namespace polso
