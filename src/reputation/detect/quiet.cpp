// Draws errors of the Baseline once a month, then Tick after Tick.
#include "reputation/detect/quiet.h"

#include <cmath>
#include <numbers>

#include "reputation/detect/sampling.h"
#include "reputation/detect/volume_filter.h"

namespace polso::detect {
namespace {

constexpr Millis kMonth = 30 * kDay;
constexpr double kSeriesCorrelation = -0.85;  // of negatives with positives less negatives
// How far a brand's own sway may be off what four weeks tell: standard errors of logarithms.
constexpr double kSwayError = 0.2;
constexpr double kMoodSwayError = 0.5;
constexpr double kHoursError = 0.5;
constexpr double kLeastRate = 0.05;  // of the level, at the deepest of the night

/// Standard normals by their quantiles: as good as exact in sums of many, and several times as fast.
class Normals {
 public:
  Normals() {
    for (std::size_t i = 0; i < table_.size(); ++i) table_[i] = quantile((static_cast<double>(i) + 0.5) / kSize);
  }
  double operator()(Random& random) const { return table_[random.next() >> (64 - kBits)]; }

 private:
  static constexpr int kBits = 14;
  static constexpr double kSize = 1 << kBits;

  /// By Newton's method on the distribution function.
  static double quantile(double p) {
    double x = 0;
    for (int i = 0; i < 60; ++i) {
      const double density = std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
      const double step = (std::erfc(-x / std::numbers::sqrt2) / 2 - p) / std::max(density, 1e-9);
      x -= std::clamp(step, -0.5, 0.5);
    }
    return x;
  }

  std::array<double, std::size_t{1} << kBits> table_{};
};

const Normals& normals() {
  static const Normals table;
  return table;
}

/// A standard normal bent to the skewness of a sum: that of a gamma variate (Wilson and Hilferty 1931). Its mean and
/// variance stay 0 and 1 to a hundredth up to kMostSkewed.
constexpr double kMostSkewed = 3;
double skewed(double z, double skewness) {
  const double s = std::min(std::abs(skewness), kMostSkewed);
  if (s < 0.02) return z;
  const double root = 2 / s;  // of the shape
  const double side = skewness < 0 ? -z : z;
  const double bent = std::max(0.0, 1 - 1 / (9 * root * root) + side / (3 * root));
  const double value = (bent * bent * bent - 1) * root;
  return skewness < 0 ? -value : value;
}

/// A stationary autoregressive process of first order.
struct QuickSway {
  double keep, fresh, now;

  QuickSway(const Wobble& wobble, Millis width, Random& random)
      : keep(std::exp(-static_cast<double>(width) / static_cast<double>(kHour) / wobble.hours)),
        fresh(wobble.sway * std::sqrt(1 - keep * keep)),
        now(wobble.sway * normals()(random)) {}
  double next(Random& random) { return now = keep * now + fresh * normals()(random); }
};

double in_ticks(double per_hour, Millis width) {
  return per_hour * static_cast<double>(width) / static_cast<double>(kHour);
}

/// Hours' own errors, drawn anew.
std::array<double, 24> hour_errors(double sd, Random& random) {
  std::array<double, 24> errors{};
  if (sd > 0) {
    for (double& error : errors) error = sd * normals()(random);
  }
  return errors;
}

MoodGauges mood_month(const QuietMood& quiet, Millis width, Random& random) {
  std::array<Evidence, kMoodGauges.size()> evidence;
  for (std::size_t g = 0; g < evidence.size(); ++g) {
    evidence[g] = mood_evidence(kMoodGauges[g], quiet.slopes, quiet.levels[series_of(kMoodGauges[g].channel)]);
  }
  const Normals& normal_of = normals();
  const double common = normal_of(random);
  std::array<std::array<double, 24>, kSeries> error{};
  std::array<double, kSeries> per_post{};
  std::array<double, kSeries> skewness{};  // posts that say the same are skewed like fewer posts
  for (std::size_t j = 0; j < kSeries; ++j) {
    const Level& level = quiet.levels[j];
    error[j] = hour_errors(level.hour_error, random);
    for (double& one : error[j]) one += level.mean_error * (j == 0 ? common : -common);
    per_post[j] = std::sqrt(level.variance * level.wobble.burst);
    skewness[j] = level.skewness * std::sqrt(level.wobble.burst);
  }
  const double more_sway = kMoodSwayError * normal_of(random);
  const double more_hours = kHoursError * normal_of(random);
  const auto real = [&](const Wobble& known) {
    return Wobble{known.burst, known.sway * std::exp(more_sway), known.hours * std::exp(more_hours)};
  };
  std::array<QuickSway, kSeries> sway{QuickSway(real(quiet.levels[0].wobble), width, random),
                                      QuickSway(real(quiet.levels[1].wobble), width, random)};
  const double own = std::sqrt(1 - kSeriesCorrelation * kSeriesCorrelation);
  MoodGauges value{};
  MoodGauges highest{};
  for (Millis time = 0; time < kMonth; time += width) {
    const double rate = in_ticks(quiet.rhythm.rate(time), width);
    const double posts = std::max(0.0, rate + std::sqrt(rate) * normal_of(random));
    const double first = normal_of(random);
    const std::array<double, kSeries> noise{first, kSeriesCorrelation * first + own * normal_of(random)};
    std::array<double, kSeries> excess{};
    for (std::size_t j = 0; j < kSeries; ++j) {
      const double off = error[j][hour_of_day(time)] + sway[j].next(random);
      const double bent = skewed(noise[j], skewness[j] / std::sqrt(std::max(posts, 1.0)));
      excess[j] = posts * off + std::sqrt(posts) * per_post[j] * bent;
    }
    for (std::size_t g = 0; g < value.size(); ++g) {
      value[g] = std::max(0.0, value[g] + evidence[g].of(excess[series_of(kMoodGauges[g].channel)], posts));
      highest[g] = std::max(highest[g], value[g]);
    }
  }
  return highest;
}

VolumeGauges volume_month(const QuietVolume& quiet, Millis width, Random& random) {
  const Wobble& wobble = quiet.wobble;
  const double level_error = quiet.rate_error * normals()(random);
  const std::array<double, 24> hour_error = hour_errors(quiet.hour_error, random);
  const Wobble real{wobble.burst, wobble.sway * std::exp(kSwayError * normals()(random)),
                    wobble.hours * std::exp(kHoursError * normals()(random))};
  QuickSway sway(real, width, random);
  VolumeFilter filter;
  const double more = wobble.burst - 1;
  VolumeGauges value{};
  VolumeGauges highest{};
  for (Millis time = 0; time < kMonth; time += width) {
    const double rate = in_ticks(quiet.rhythm.rate(time), width);
    double mean = rate * std::exp(sway.next(random) - real.sway * real.sway / 2);
    if (more > 0.02) mean *= unit_gamma(mean / more, random);
    const double posts = poisson(mean, random);
    const double expected = rate * std::exp(level_error + hour_error[hour_of_day(time)]);
    const double surprise = filter.surprise(posts, expected, wobble, width);
    for (std::size_t g = 0; g < value.size(); ++g) {
      value[g] = std::max(0.0, value[g] + surprise_evidence(kVolumeGauges[g]).of(surprise, 1));
      highest[g] = std::max(highest[g], value[g]);
    }
  }
  return highest;
}

}  // namespace

double Rhythm::rate(Millis time) const {
  const double phase = 2 * std::numbers::pi * static_cast<double>(time % kDay) / static_cast<double>(kDay);
  return level * std::max(kLeastRate, 1 - contrast * std::numbers::sqrt2 * std::cos(phase));
}

std::vector<MoodGauges> highest_of(const QuietMood& quiet, Millis width, std::size_t months, std::uint64_t seed) {
  std::vector<MoodGauges> highest;
  highest.reserve(months);
  Random random(seed);
  for (std::size_t m = 0; m < months; ++m) highest.push_back(mood_month(quiet, width, random));
  return highest;
}

std::vector<VolumeGauges> highest_of(const QuietVolume& quiet, Millis width, std::size_t months, std::uint64_t seed) {
  std::vector<VolumeGauges> highest;
  highest.reserve(months);
  Random random(seed);
  for (std::size_t m = 0; m < months; ++m) highest.push_back(volume_month(quiet, width, random));
  return highest;
}

}  // namespace polso::detect
