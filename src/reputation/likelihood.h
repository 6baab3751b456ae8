// The log-likelihood of prevalences, given how many posts fell into each cell; every estimate here stands on it.
#pragma once

#include <vector>

#include "post/bucket.h"
#include "reputation/evidence.h"
#include "reputation/matrix.h"

namespace polso {

/// A cell that is not empty.
struct Seen {
  double count = 0;
  Vector<2> excess{};  // likelihood ratio against neutral, minus 1: negative, positive
  Cell cell = 0;
};

/// Prevalences of negative and positive; neutral is the rest.
using Mix = Vector<2>;

/// sum over cells of count * log(sum over sentiments of prevalence * ratio), as a function of the Mix. Concave.
class Likelihood {
 public:
  Likelihood(const Evidence& evidence, const Histogram& histogram);

  [[nodiscard]] double operator()(const Mix& mix) const;
  [[nodiscard]] const std::vector<Seen>& seen() const { return seen_; }

  /// p(cell) at `mix`, relative to p(cell|neutral).
  [[nodiscard]] static double at(const Seen& cell, const Mix& mix) {
    return 1 + mix[0] * cell.excess[0] + mix[1] * cell.excess[1];
  }

 private:
  std::vector<Seen> seen_;  // by count, so that cells with the same count share one logarithm
};

/// The Mix of greatest likelihood, kept off the edges by a Dirichlet(1.5) prior, and minus the Hessian there.
struct Mode {
  Mix mix{};
  Matrix<2> information{};
};
[[nodiscard]] Mode find_mode(const Likelihood& likelihood);

}  // namespace polso
