// Shares from histograms, rates from counts.
#include "watch/figures.h"

#include <algorithm>
#include <cmath>

namespace polso {
namespace {

constexpr std::uint64_t kFewestBefore = 30;
constexpr double kHeavyTails = 4;  // variance of a squared step over its squared mean; 2 for a normal distribution
constexpr double kZ = 1.6448536;   // of a 90 % interval

Estimate net_of(const Share& share) {
  const Estimate& bad = share.corrected[0];
  const Estimate& good = share.corrected[2];
  return {good.value - bad.value, good.low - bad.high, good.high - bad.low};
}

/// Of a gamma distribution (Wilson and Hilferty 1931).
Estimate gamma_interval(double mean, double shape) {
  const auto quantile = [&](double z) {
    const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
    return mean * std::pow(std::max(root, 0.0), 3);
  };
  return {mean, std::min(quantile(-kZ), mean), std::max(quantile(kZ), mean)};
}

}  // namespace

std::string main_model(const Tally& tally, const std::string& otherwise) {
  const auto posts = [](const auto& entry) { return entry.second.total(); };
  const auto most = std::ranges::max_element(tally.by_model, {}, posts);
  return most == tally.by_model.end() ? otherwise : most->first;
}

MoodFigures mood_now(Estimators& estimators, const Tally& since, const std::string& model, Millis newest) {
  const auto own = since.by_model.find(model);
  const Share share = estimators.estimate(model, estimators.calibration(model, newest),
                                          own == since.by_model.end() ? Histogram{} : own->second);
  return {share.corrected[0], net_of(share)};
}

MoodFigures mood_usual(Estimators& estimators, const Tally& before, const std::string& model, Millis newest) {
  const auto own = before.by_model.find(model);
  const bool alone = own != before.by_model.end() && own->second.total() >= kFewestBefore;
  MoodFigures mean;
  double posts = 0;
  for (const auto& [name, histogram] : before.by_model) {
    if (alone && name != model) continue;
    const Share share = estimators.estimate(name, estimators.calibration(name, newest), histogram);
    const auto weight = static_cast<double>(histogram.total());
    mean.negatives.value += weight * share.corrected[0].value;
    mean.net.value += weight * net_of(share).value;
    posts += weight;
  }
  mean.negatives.value /= std::max(posts, 1.0);
  mean.net.value /= std::max(posts, 1.0);
  return mean;
}

Estimate step_factor(double mean_square, double steps) {
  const auto factor = [](double square) { return std::exp(std::sqrt(square)); };
  const Estimate square = gamma_interval(mean_square, std::max(steps, 1.0) / kHeavyTails);
  return {factor(square.value), factor(square.low), factor(square.high)};
}

Estimate posts_an_hour(double posts, const Span& span, const detect::Wobble& wobble) {
  const double hours = static_cast<double>(span.to - span.from) / static_cast<double>(kHour);
  const double sway = wobble.sway * wobble.sway * std::min(1.0, 2 * wobble.hours / hours);
  const double spread = wobble.burst / (posts + 0.5) + sway;  // the square of the relative standard error
  Estimate rate = gamma_interval((posts + 0.5) / hours, 1 / spread);
  rate.value = posts / hours;
  rate.low = std::min(rate.low, rate.value);
  return rate;
}

}  // namespace polso
