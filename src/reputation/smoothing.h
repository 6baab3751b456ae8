// Smoothing: evidence from validation posts of another period, where their scores can be trusted only roughly.
#pragma once

#include "bundle/bundle.h"
#include "reputation/evidence.h"

namespace polso {

/// The ratios of cell frequencies smoothed by a Gaussian kernel on the simplex. Within a period this is worse than the
/// fit of fit_evidence(): it blurs what is known. Between periods it is better, since it keeps the model's surest
/// scores from being believed: a neutral post that looks clearly negative is rare in the Validation and less rare
/// later.
[[nodiscard]] decltype(Evidence::ratio) smoothed_ratios(const Validation& validation);

}  // namespace polso
