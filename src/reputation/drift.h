// Drift: how much the evidence of a model changes from one period, and one way of collecting posts, to another.
#pragma once

#include "reputation/evidence.h"

namespace polso {

/// Mean outer product of the change of the six parameters between validation posts and later posts. From the training
/// posts of TweetEval alone: five times a model was trained and validated on the SemEval sets up to one year and
/// compared with the next set (2013 to 2016); the chance of finite sets is taken out. Nearly of rank one: scores grow
/// less sharp, those of negative posts above all.
[[nodiscard]] const Matrix<Evidence::kParameters>& drift_covariance();

}  // namespace polso
