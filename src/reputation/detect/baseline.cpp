// Means of the strata, then what the hour of the day adds, then what still varies.
#include "reputation/detect/baseline.h"

#include <algorithm>
#include <cmath>

namespace polso::detect {
namespace {

constexpr double kHalfTrust = 100;          // posts
constexpr double kFullTrustHours = 7 * 24;  // with posts of the stratum
constexpr std::array kMoodHours{6.0, 12.0, 24.0, 48.0};
constexpr std::array kVolumeHours{1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 24.0};
constexpr double kMostSkewness = 10;
constexpr double kUnbiased = 1.25;  // a month's season takes some of the sway away, above all of the slow

struct Totals {
  std::array<Sums, kStrata> of;
  std::array<double, kStrata> hours{};  // with posts
  Sums all;
};

Totals totals_of(const std::vector<const Hour*>& usual) {
  Totals totals;
  for (const Hour* hour : usual) {
    for (const Part& part : hour->parts) {
      totals.of[part.stratum] += part.sums;
      ++totals.hours[part.stratum];
      totals.all += part.sums;
    }
  }
  return totals;
}

/// Means by hour of day of what is left around the means of the strata, shrunk by how much they really differ
/// (James-Stein: as much as their spread exceeds what chance gives).
void fit_hours(Baseline& baseline, const std::vector<const Hour*>& usual) {
  std::array<std::array<double, 24>, kSeries> excess{};
  std::array<double, 24> weight{};
  for (const Hour* hour : usual) {
    const Residual residual = residual_of(baseline, hour->start, hour->parts);
    const std::size_t h = hour_of_day(hour->start);
    weight[h] += residual.weight;
    for (std::size_t j = 0; j < kSeries; ++j) excess[j][h] += residual.excess[j];
  }
  for (std::size_t j = 0; j < kSeries; ++j) {
    Level& level = baseline.mood[j];
    double spread = 0;
    double chance = 0;
    double seen = 0;
    for (std::size_t h = 0; h < 24; ++h) {
      if (weight[h] <= 0) continue;
      spread += excess[j][h] * excess[j][h] / weight[h];
      chance += level.variance;
      seen += weight[h];
    }
    if (seen <= 0 || spread <= 1.3 * chance) continue;
    const double real = (spread - chance) / seen;  // variance of the hours' means
    for (std::size_t h = 0; h < 24; ++h) {
      const double pull = level.variance / real;
      level.by_hour[h] = weight[h] > 0 ? excess[j][h] / (weight[h] + pull) : 0;
    }
    level.hour_error = std::sqrt(level.variance / (seen / 24 + level.variance / real));
  }
}

void fit_mood_wobble(Baseline& baseline, const std::vector<const Hour*>& all) {
  std::vector<double> weight;
  std::array<std::vector<double>, kSeries> excess;
  for (const Hour* hour : all) {
    const Residual residual = hour->incident ? Residual{} : residual_of(baseline, hour->start, hour->parts);
    weight.push_back(residual.weight);
    for (std::size_t j = 0; j < kSeries; ++j) excess[j].push_back(residual.excess[j]);
  }
  for (std::size_t j = 0; j < kSeries; ++j) {
    Level& level = baseline.mood[j];
    level.wobble = fit_wobble(excess[j], weight, level.variance, kMoodHours);
    double jitter = 0;
    double pairs = 0;
    for (const Hour* hour : all) {
      if (hour->incident) continue;
      jitter += hour->mood_jitter[j];
      pairs += hour->mood_pairs;
    }
    if (pairs > 0) level.wobble.burst = std::clamp(jitter / pairs / level.variance, 1.0, 20.0);
    const double sampling = level.variance * level.wobble.burst / std::max(baseline.posts, 1.0);
    const double sway = level.wobble.sway * level.wobble.sway * 2 * level.wobble.hours / std::max(baseline.hours, 1.0);
    level.mean_error = std::sqrt(sampling + sway);
  }
}

/// From how much neighbouring Ticks differ, beyond what the sway moves in between.
double burst_of(const std::vector<const Hour*>& all, const Wobble& wobble) {
  double jitter = 0;
  double posts = 0;
  double squares = 0;
  for (const Hour* hour : all) {
    if (hour->incident) continue;
    jitter += hour->jitter;
    posts += hour->pairs;
    squares += hour->squares;
  }
  if (posts <= 0) return 1;
  const double moved = wobble.sway * wobble.sway * (1 - std::exp(-1.0 / 6 / wobble.hours));
  return std::clamp((jitter - moved * squares) / posts, 0.8, 20.0);
}

void fit_volume(Baseline& baseline, const std::vector<const Hour*>& all) {
  std::vector<Counted> counted;
  counted.reserve(all.size());
  for (const Hour* hour : all) counted.push_back({hour->start, hour->originals(), !hour->incident});
  baseline.season = fit_season(counted);
  std::vector<double> residual;
  std::vector<double> weight;
  for (const Counted& hour : counted) {
    const double rate = baseline.season.rate(hour.start);
    weight.push_back(hour.usual ? rate : 0);
    residual.push_back(hour.usual ? std::min(hour.posts, 4 * rate + 10) - rate : 0);
  }
  baseline.volume = fit_wobble(residual, weight, 1, kVolumeHours);
  baseline.volume.hours *= kUnbiased;
  baseline.volume.burst = burst_of(all, baseline.volume);
  const Wobble& wobble = baseline.volume;
  const double hours = std::max(baseline.hours, 1.0);
  const double days = std::max(hours / 24, 1.0);
  const double sway = wobble.sway * wobble.sway;
  baseline.rate_error = std::sqrt(wobble.burst / std::max(baseline.posts, 1.0) + sway * 2 * wobble.hours / hours);
  baseline.hour_error = std::sqrt((wobble.burst / std::max(baseline.season.level, 0.01) + sway) / (days + 0.25));
}

}  // namespace

Residual residual_of(const Baseline& baseline, Millis start, const std::vector<Part>& parts) {
  Residual residual;
  const std::size_t hour = hour_of_day(start);
  for (const Part& part : parts) {
    const double trust = baseline.trust[part.stratum];
    residual.weight += trust * part.sums.posts;
    for (std::size_t j = 0; j < kSeries; ++j) {
      const double usual = baseline.mood[j].mean[part.stratum] + baseline.mood[j].by_hour[hour];
      residual.excess[j] += trust * (part.sums.sum[j] - part.sums.posts * usual);
    }
  }
  return residual;
}

Baseline fit_baseline(const History& history, Millis until) {
  std::vector<const Hour*> all;
  std::vector<const Hour*> usual;
  for (const Hour& hour : history.hours()) {
    if (hour.start + kHour > until) break;
    all.push_back(&hour);
    if (!hour.incident) usual.push_back(&hour);
  }
  Baseline baseline;
  std::array<double, kSeries> third{};  // central moments
  const Totals totals = totals_of(usual);
  baseline.hours = static_cast<double>(usual.size());
  baseline.posts = totals.all.posts;
  for (const Hour* hour : usual) baseline.copies += hour->copies / std::max(baseline.hours, 1.0);
  for (std::size_t s = 0; s < kStrata; ++s) {
    const Sums& sums = totals.of[s];
    const double seen = totals.hours[s] / std::clamp(baseline.hours, 1.0, kFullTrustHours);
    baseline.trust[s] = std::min(1.0, seen) * sums.posts / (sums.posts + kHalfTrust);
    for (std::size_t j = 0; j < kSeries; ++j) {
      if (sums.posts <= 0) continue;
      const double mean = sums.sum[j] / sums.posts;
      baseline.mood[j].mean[s] = mean;
      const double part = 1 / std::max(baseline.posts, 1.0);
      baseline.mood[j].variance += (sums.square[j] - sums.posts * mean * mean) * part;
      third[j] += (sums.cube[j] - 3 * mean * sums.square[j] + 2 * sums.posts * mean * mean * mean) * part;
    }
  }
  for (std::size_t j = 0; j < kSeries; ++j) {
    Level& level = baseline.mood[j];
    level.variance = std::max(level.variance, 1e-3);
    level.skewness = std::clamp(third[j] / std::pow(level.variance, 1.5), -kMostSkewness, kMostSkewness);
  }
  fit_hours(baseline, usual);
  fit_mood_wobble(baseline, all);
  fit_volume(baseline, all);
  return baseline;
}

}  // namespace polso::detect
