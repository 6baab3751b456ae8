// Quantiles by summing the density over the logit, where it is smooth and has one peak for any parameters.
#include "reputation/beta_interval.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace polso {
namespace {

constexpr std::size_t kPoints = 512;
constexpr double kReach = 12;  // of the density's scale to each side of its peak
constexpr double kEdge = 1e-9;

double logistic(double t) { return 1 / (1 + std::exp(-t)); }

/// log(1 + exp(t)) without overflow.
double softplus(double t) { return t > 0 ? t + std::log1p(std::exp(-t)) : std::log1p(std::exp(t)); }

}  // namespace

Interval beta_interval(double mean, double variance, double confidence) {
  mean = std::clamp(mean, kEdge, 1 - kEdge);
  const double most = mean * (1 - mean);
  variance = std::clamp(variance, most * kEdge, most * 0.95);
  const double a = mean * (most / variance - 1);
  const double b = (1 - mean) * (most / variance - 1);
  const double peak = std::log(a / b);
  const double deviation = std::sqrt(1 / a + 1 / b);
  const double low = peak - kReach * std::max(deviation, 1 / a);
  const double high = peak + kReach * std::max(deviation, 1 / b);
  const double step = (high - low) / (kPoints - 1);
  const double top = a * peak - (a + b) * softplus(peak);
  std::array<double, kPoints> below{};  // mass up to the point, trapezoids
  double before = 0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const double t = low + step * static_cast<double>(i);
    const double density = std::exp(a * t - (a + b) * softplus(t) - top);
    below[i] = i == 0 ? 0 : below[i - 1] + (before + density) / 2;
    before = density;
  }
  const auto quantile = [&](double part) {
    const double mass = part * below.back();
    const auto above = std::ranges::lower_bound(below, mass) - below.begin();
    const auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above, 1));
    const double fraction = (mass - below[i - 1]) / (below[i] - below[i - 1]);
    return logistic(low + step * (static_cast<double>(i - 1) + fraction));
  };
  const double tail = (1 - confidence) / 2;
  return {std::min(quantile(tail), mean), std::max(quantile(1 - tail), mean)};
}

}  // namespace polso
