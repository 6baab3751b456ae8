// Posterior: mean and spread of the prevalences under a uniform prior, sampling error and model error apart.
#pragma once

#include "reputation/evidence.h"
#include "reputation/likelihood.h"
#include "reputation/matrix.h"

namespace polso {

struct Posterior {
  Mix mean{};              // negative, positive
  Matrix<2> covariance{};  // from having seen so many posts and no more
};

/// Mean and covariance of the Mix under the uniform (Dirichlet(1, 1, 1)) prior, by Gauss-Legendre quadrature on a box
/// around the mode. The likelihood is that of EMQ (Saerens, Latinne and Decaestecker 2002), which takes its maximum.
[[nodiscard]] Posterior posterior_of(const Likelihood& likelihood);

/// Covariance of the posterior mean that comes from the Evidence having been learnt from a finite Validation: the delta
/// method, d mean / d parameter = covariance * d gradient / d parameter.
[[nodiscard]] Matrix<2> model_error(const Likelihood& likelihood, const Evidence& evidence, const Posterior& posterior);

}  // namespace polso
