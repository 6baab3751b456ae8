// Wobble: how much more a brand's figures vary from hour to hour than chance of so many posts would have it.
#pragma once

#include <span>

namespace polso::detect {

/// Of a series of hourly sums X with expected size `weight` (posts, or expected posts):
/// X_t - E X_t has variance weight * unit * burst + (weight * sway)^2, where the sway is a stationary autoregressive
/// process of first order that forgets in `hours`.
struct Wobble {
  double burst = 1;  // >= 1: posts come in threads and cascades that agree
  double sway = 0;   // standard deviation of the rate or mean that all posts of an hour share
  double hours = 6;  // until the sway's autocorrelation is 1/e

  bool operator==(const Wobble&) const = default;
};

/// `residual` of consecutive hours, `weight` of each (0: the hour is left out), `unit` the variance of one post.
/// The sway from the autocovariances at lags of 1 to 48 hours, with
/// half a standard error of its square on top (what cannot be seen may be there); the burst from what is left of the
/// variance.
/// `hours` are those that the sway may forget in, rising.
[[nodiscard]] Wobble fit_wobble(std::span<const double> residual, std::span<const double> weight, double unit,
                                std::span<const double> hours);

}  // namespace polso::detect
