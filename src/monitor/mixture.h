// Mixture: the prevalences that a window's cells speak for.
#pragma once

#include "monitor/cell_evidence.h"
#include "monitor/small_matrix.h"
#include "post/bucket.h"
#include "post/sentiment.h"

namespace polso::monitor {

struct Mixture {
  PerSentiment<double> shares{1.0 / 3, 1.0 / 3, 1.0 / 3};
  Matrix<2> covariance{{{1.0 / 18, -1.0 / 36}, {-1.0 / 36, 1.0 / 18}}};  // of negative's and positive's share
};

/// The likelihood of EMQ (Saerens, Latinne and Decaestecker 2002), kept off the edges by a Dirichlet(1.5) prior: its
/// maximum by Newton's method and the inverse of its curvature there. Without posts: a third each.
[[nodiscard]] Mixture mixture_of(const CellRatios& ratios, const Histogram& histogram);

}  // namespace polso::monitor
