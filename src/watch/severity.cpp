// Two tables of steps.
#include "watch/severity.h"

#include <algorithm>
#include <array>

namespace polso {
namespace {

constexpr std::array kPoints{0.05, 0.10, 0.20, 0.35};
constexpr std::array kFactors{1.5, 2.5, 5.0, 10.0};
constexpr int kWorst = 5;

int step(const std::array<double, 4>& steps, double value) {
  return 1 + static_cast<int>(std::ranges::upper_bound(steps, value) - steps.begin());
}

int step_of(const Move& move) {
  const bool up = move.now.value >= move.before;
  if (move.channel != Channel::kVolume) {
    // The scale of the net mood is twice as long.
    const double unit = move.channel == Channel::kNetMood ? 2 : 1;
    return step(kPoints, (up ? move.now.low - move.before : move.before - move.now.high) / unit);
  }
  constexpr double kAlmostNone = 1e-9;
  return step(kFactors, up ? move.now.low / std::max(move.before, kAlmostNone)
                           : move.before / std::max(move.now.high, kAlmostNone));
}

}  // namespace

int severity_of(std::span<const Move> moves) {
  int mood = 0, volume = 0;
  for (const Move& move : moves) {
    if (move.channel == Channel::kRhythm) continue;  // never severe by itself
    int& most = move.channel == Channel::kVolume ? volume : mood;
    most = std::max(most, step_of(move));
  }
  return std::clamp(std::max(mood, volume) + (mood > 0 && volume > 0 ? 1 : 0), 1, kWorst);
}

}  // namespace polso
