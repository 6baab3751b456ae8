// The standard normal distribution's quantiles.
#pragma once

namespace polso::monitor {

/// z with P(Z <= z) = p; 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

/// How far a two-sided interval of this confidence reaches, in standard deviations.
[[nodiscard]] inline double reach_of(double confidence) { return normal_quantile((1 + confidence) / 2); }

}  // namespace polso::monitor
