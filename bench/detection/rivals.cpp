// Windows end with the Tick that ends a day or an hour.
#include "rivals.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stream.h"

namespace polso::detection {
namespace {

using Counts = PerSentiment<double>;
constexpr Millis kReference = 28 * kDay;

void add_to(Counts& sum, const Counts& posts) {
  for (std::size_t k = 0; k < kSentiments; ++k) sum[k] += posts[k];
}

double total(const Counts& counts) { return counts[0] + counts[1] + counts[2]; }

bool ends(Millis start, Millis window) { return (start + kTick) % window == 0; }

double bits(double share, double middle) { return share <= 0 ? 0 : share * std::log2(share / middle); }

/// Adds up the reference, then windows; calls `judge` with a full window.
template <class Judge>
bool windowed(const Labels& labels, Millis window, Counts& reference, Counts& now, const Judge& judge) {
  if (labels.start < kReference) {
    add_to(reference, labels.posts);
    return false;
  }
  add_to(now, labels.posts);
  if (!ends(labels.start, window)) return false;
  const Counts full = std::exchange(now, Counts{});
  return total(full) > 0 && total(reference) > 0 && judge(full);
}

}  // namespace

bool DailyStep::add(const Labels& labels) {
  add_to(today_, labels.posts);
  if (!ends(labels.start, kDay)) return false;
  const Counts before = std::exchange(yesterday_, std::exchange(today_, Counts{}));
  if (total(before) <= 0 || total(yesterday_) <= 0) return false;
  double distance = 0;
  for (std::size_t k = 0; k < kSentiments; ++k) {
    distance += std::abs(before[k] / total(before) - yesterday_[k] / total(yesterday_));
  }
  return distance > limit_;
}

bool DailyDistance::add(const Labels& labels) {
  return windowed(labels, kDay, reference_, today_, [&](const Counts& day) {
    double divergence = 0;
    for (std::size_t k = 0; k < kSentiments; ++k) {
      const double p = reference_[k] / total(reference_);
      const double q = day[k] / total(day);
      divergence += (bits(p, (p + q) / 2) + bits(q, (p + q) / 2)) / 2;
    }
    return std::sqrt(std::max(0.0, divergence)) >= limit_;
  });
}

bool DailyTest::add(const Labels& labels) {
  return windowed(labels, kDay, reference_, today_, [&](const Counts& day) {
    const double n = total(reference_);
    const double m = total(day);
    const double pooled = (reference_[0] + day[0]) / (n + m);
    const double error = std::sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    if (error <= 0) return false;
    const double z = std::abs(reference_[0] / n - day[0] / m) / error;
    return std::erfc(z / std::sqrt(2.0)) < limit_;
  });
}

bool HourlyChart::add(const Labels& labels) {
  return windowed(labels, kHour, reference_, hour_, [&](const Counts& hour) {
    const double p = reference_[0] / total(reference_);
    return std::abs(hour[0] / total(hour) - p) > limit_ * std::sqrt(p * (1 - p) / total(hour));
  });
}

bool PageHinkley::add(double value) {
  constexpr double kDelta = 0.005;
  constexpr double kAlpha = 1 - 0.0001;
  ++seen_;
  mean_ += (value - mean_) / seen_;
  up_ = kAlpha * up_ + value - mean_ - kDelta;
  down_ = kAlpha * down_ + value - mean_ + kDelta;
  lowest_ = std::min(lowest_, up_);
  highest_ = std::max(highest_, down_);
  if (seen_ < 30 || (up_ - lowest_ <= threshold_ && highest_ - down_ <= threshold_)) return false;
  *this = PageHinkley(threshold_);
  return true;
}

Rival make_rival(std::size_t kind, double parameter) {
  switch (kind) {
    case 0:
      return DailyStep(parameter);
    case 1:
      return DailyDistance(parameter);
    case 2:
      return DailyTest(parameter);
    case 3:
      return ByPost<Adwin>(parameter);
    case 4:
      return ByPost<PageHinkley>(parameter);
    default:
      return HourlyChart(parameter);
  }
}

}  // namespace polso::detection
