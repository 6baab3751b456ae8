// Quantiles of the highest values, together exceeded as often as promised.
#include "reputation/detect/thresholds.h"

#include <algorithm>
#include <cmath>

#include "reputation/detect/quiet.h"

namespace polso::detect {
namespace {

constexpr std::size_t kMonths = 120;
constexpr double kStep = 0.3;  // of logarithms, when brands are taken to vary alike
constexpr double kSkewStep = 0.7;
constexpr double kFewest = 0.25;  // false alarms a month that the simulated months can tell of
constexpr double kMost = 2.3;

int step_of(double value) { return value <= 0 ? -1000 : static_cast<int>(std::lround(std::log(value) / kStep)); }
double value_of(int step) { return step <= -1000 ? 0 : std::exp(step * kStep); }

/// The highest values of each gauge, sorted.
template <std::size_t N>
std::array<std::vector<double>, N> sorted_columns(const std::vector<std::array<double, N>>& months) {
  std::array<std::vector<double>, N> columns;
  for (std::size_t g = 0; g < N; ++g) {
    for (const auto& month : months) columns[g].push_back(month[g]);
    std::ranges::sort(columns[g]);
  }
  return columns;
}

/// The value that a part `exceeded` of the sorted ones exceed, interpolated.
double upper_quantile(const std::vector<double>& sorted, double exceeded) {
  const double place = (1 - std::clamp(exceeded, 0.0, 1.0)) * static_cast<double>(sorted.size()) - 0.5;
  const double low = std::clamp(std::floor(place), 0.0, static_cast<double>(sorted.size() - 1));
  const auto i = static_cast<std::size_t>(low);
  const std::size_t next = std::min(i + 1, sorted.size() - 1);
  return sorted[i] + std::clamp(place - low, 0.0, 1.0) * (sorted[next] - sorted[i]);
}

template <std::size_t N>
std::array<double, N> levels_at(const std::array<std::vector<double>, N>& columns,
                                const std::array<GaugeKind, N>& kinds, double each) {
  std::array<double, N> levels{};
  for (std::size_t g = 0; g < N; ++g) {
    levels[g] = std::max(1.0, upper_quantile(columns[g], 1 - std::exp(-each * kinds[g].weight)));
  }
  return levels;
}

/// False alarms a month at these levels: months without any are exp(-rate) of all.
template <std::size_t N>
double rate_at(const std::vector<std::array<double, N>>& months, const std::array<double, N>& levels) {
  const auto quiet = std::ranges::count_if(months, [&](const auto& month) {
    for (std::size_t g = 0; g < N; ++g) {
      if (month[g] >= levels[g]) return false;
    }
    return true;
  });
  return -std::log((static_cast<double>(quiet) + 0.5) / (static_cast<double>(months.size()) + 1));
}

template <std::size_t N>
std::array<double, N> levels_for(const std::vector<std::array<double, N>>& months,
                                 const std::array<GaugeKind, N>& kinds, double rate) {
  const auto columns = sorted_columns(months);
  double low = 1e-4;
  double high = 3;
  for (int i = 0; i < 40; ++i) {
    const double each = std::sqrt(low * high);
    (rate_at(months, levels_at(columns, kinds, each)) < rate ? low : high) = each;
  }
  return levels_at(columns, kinds, std::sqrt(low * high));
}

/// Beyond what the months can tell, levels go on as straight lines over the logarithm of the rate: the highest values
/// of a cumulative sum have an exponential tail.
template <std::size_t N>
std::array<double, N> thresholds_for(const std::vector<std::array<double, N>>& months,
                                     const std::array<GaugeKind, N>& kinds, double rate) {
  const double told = std::clamp(rate, kFewest, kMost);
  auto levels = levels_for(months, kinds, told);
  if (told == rate) return levels;
  const auto other = levels_for(months, kinds, rate < told ? 4 * told : told / 4);
  const double steps = std::log(rate / told) / std::log(rate < told ? 4.0 : 0.25);
  for (std::size_t g = 0; g < N; ++g) levels[g] = std::max(1.0, levels[g] + steps * (other[g] - levels[g]));
  return levels;
}

}  // namespace

ThresholdBook::ThresholdBook(Promise promise, Slopes slopes, std::uint64_t seed)
    : promise_(promise), slopes_(slopes), seed_(seed) {}

Thresholds ThresholdBook::of(const Baseline& baseline, Millis width) {
  const int level = step_of(std::max(baseline.season.level, 0.01));
  const int contrast = static_cast<int>(std::lround(baseline.season.contrast / 0.2));
  const auto minutes = static_cast<int>(width / kMinute);

  Key mood_key{level, contrast, minutes};
  for (const Level& one : baseline.mood) {
    const double per_post = std::sqrt(one.variance * one.wobble.burst);  // everything else is relative to it
    mood_key.insert(mood_key.end(),
                    {step_of(per_post), step_of(std::max(one.wobble.sway / per_post, 0.005)), step_of(one.wobble.hours),
                     step_of(one.mean_error / per_post), step_of(one.hour_error / per_post),
                     static_cast<int>(std::lround(one.skewness * std::sqrt(one.wobble.burst) / kSkewStep))});
  }
  const Wobble& wobble = baseline.volume;
  const Key volume_key{level,
                       contrast,
                       minutes,
                       step_of(wobble.burst),
                       step_of(std::max(wobble.sway, 0.02)),
                       step_of(wobble.hours),
                       step_of(baseline.rate_error),
                       step_of(baseline.hour_error)};

  const std::lock_guard lock(mutex_);
  const Rhythm rhythm{value_of(level), 0.2 * contrast};
  auto mood = mood_.find(mood_key);
  if (mood == mood_.end()) {
    QuietMood quiet{rhythm, {}, slopes_};
    for (std::size_t j = 0; j < kSeries; ++j) {
      const std::size_t at = 3 + 6 * j;
      const double per_post = value_of(mood_key[at]);
      Level& one = quiet.levels[j];
      one.variance = per_post * per_post;
      one.wobble = {1, value_of(mood_key[at + 1]) * per_post, value_of(mood_key[at + 2])};
      one.mean_error = value_of(mood_key[at + 3]) * per_post;
      one.hour_error = value_of(mood_key[at + 4]) * per_post;
      one.skewness = kSkewStep * mood_key[at + 5];
    }
    const auto months = highest_of(quiet, width, kMonths, seed_);
    const double rate = promise_.per_month * promise_.of_mood;
    mood = mood_.emplace(std::move(mood_key), thresholds_for(months, kMoodGauges, rate)).first;
  }
  auto volume = volume_.find(volume_key);
  if (volume == volume_.end()) {
    const QuietVolume quiet{rhythm,
                            {value_of(volume_key[3]), value_of(volume_key[4]), value_of(volume_key[5])},
                            value_of(volume_key[6]),
                            value_of(volume_key[7])};
    const auto months = highest_of(quiet, width, kMonths, seed_ + 1);
    const double rate = promise_.per_month * (1 - promise_.of_mood);
    volume = volume_.emplace(volume_key, thresholds_for(months, kVolumeGauges, rate)).first;
  }
  return {mood->second, volume->second};
}

}  // namespace polso::detect
