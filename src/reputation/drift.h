// Drift: how much the evidence of a model changes from one period, and one way of collecting posts, to another.
#pragma once

#include "reputation/evidence.h"

namespace polso {

/// Mean outer product of the change of the six parameters between validation posts and later posts. From the training
/// posts of TweetEval alone: five times a model was trained and validated on the SemEval sets up to one year and
/// compared with the next set (2013 to 2016); the chance of finite sets is taken out. Nearly of rank one: scores grow
/// less sharp, those of negative posts above all.
[[nodiscard]] const Matrix<Evidence::kParameters>& drift_covariance();

/// Times drift_covariance() for an interval to hold what it promises in a period that the drift was not learnt from.
/// Five changes know a covariance roughly (a Student t of five degrees has 5/3 of the variance), and the next change
/// may be of another kind. Chosen among 1, 5/3, 2 and 2.5 on three splits by date inside TweetEval's train: the mean
/// coverages of 50, 80, 90 and 95 % intervals at 100 posts are 42, 70, 81, 86 % with 1, and 52, 80, 88, 93 % with 2.5.
inline constexpr double kDriftCaution = 2.5;

}  // namespace polso
