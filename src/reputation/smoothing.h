// Smoothing: evidence from validation posts of another period, where their scores can be trusted only roughly.
#pragma once

#include <array>

#include "bundle/bundle.h"
#include "post/bucket.h"
#include "reputation/evidence.h"

namespace polso {

/// How often a post of the Histogram, which counts one or more, falls into each cell, smoothed by a Gaussian kernel on
/// the simplex. No cell is taken for impossible. Sums to 1.
[[nodiscard]] std::array<double, kCells> smoothed(const Histogram& histogram);

/// The ratios of the smoothed frequencies of a Validation that has every Sentiment. Within a period this is worse than
/// the fit of fit_evidence(): it blurs what is known. Between periods it is better, since it keeps the model's surest
/// scores from being believed: a neutral post that looks clearly negative is rare in the Validation and less rare
/// later.
[[nodiscard]] decltype(Evidence::ratio) smoothed_ratios(const Validation& validation);

}  // namespace polso
