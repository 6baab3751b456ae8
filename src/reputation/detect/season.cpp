// Alternating ratios: after the first round an hour counts for no more than a bounded surge.
#include "reputation/detect/season.h"

#include <algorithm>
#include <cmath>

namespace polso::detect {
namespace {

constexpr double kMostOfExpected = 3;
constexpr double kShrinkDays = 0.25;
constexpr double kDaysForWeekdays = 14;
constexpr int kRounds = 4;

/// The factors of one kind, given the others: `place` says which one an hour falls under. `pull`: so many posts more
/// are taken to be as expected.
template <std::size_t N, class Place>
void renew(std::array<double, N>& factors, const Season& season, std::span<const Counted> hours, bool bounded,
           double pull, const Place& place) {
  std::array<double, N> seen{};
  std::array<double, N> expected{};
  for (const Counted& hour : hours) {
    if (!hour.usual) continue;
    const double rate = season.rate(hour.start);
    const std::size_t i = place(hour.start);
    seen[i] += bounded ? std::min(hour.posts, std::max(kMostOfExpected * rate, rate + 10)) : hour.posts;
    expected[i] += rate / factors[i];
  }
  for (std::size_t i = 0; i < N; ++i) factors[i] = (seen[i] + pull) / (expected[i] + pull);
}

}  // namespace

Season fit_season(std::span<const Counted> hours) {
  Season season;
  season.hour.fill(1);
  season.day.fill(1);
  double posts = 0;
  double seen = 0;
  for (const Counted& hour : hours) {
    if (!hour.usual) continue;
    posts += hour.posts;
    ++seen;
  }
  if (seen == 0) return season;
  season.level = std::max(posts, 0.5) / seen;

  for (int round = 0; round < kRounds; ++round) {
    const bool bounded = round > 0;
    const double pull = season.level * kShrinkDays;
    renew(season.hour, season, hours, bounded, pull, hour_of_day);
    if (seen >= 24 * kDaysForWeekdays) renew(season.day, season, hours, bounded, pull * 12, day_of_week);
    std::array<double, 1> whole{season.level};
    renew(whole, season, hours, bounded, 0, [](Millis) { return std::size_t{0}; });
    season.level = std::max(whole[0], 0.5 / seen);
  }
  double squares = 0;
  for (const double factor : season.hour) squares += (factor - 1) * (factor - 1);
  season.contrast = std::sqrt(squares / 24);
  return season;
}

}  // namespace polso::detect
