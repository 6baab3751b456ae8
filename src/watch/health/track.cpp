// Two p-values, and the sums.
#include "watch/health/track.h"

#include <algorithm>
#include <cmath>

namespace polso::health {
namespace {

constexpr std::size_t kRemembered = 30;  // windows, to average what the mood explains
constexpr std::size_t kMemory = 60;      // of Usual
constexpr std::size_t kFewest = 10;
constexpr std::size_t kLag = 7;  // or a drift would become usual before it is said

/// Neighbours that share their measure alarm more often than independent ones. Promises so many times as long make that
/// good, with figures that know nothing of one another and permutations as surprising as can be: bench/track.
monitor::AlarmPromise made_good(const monitor::AlarmPromise& promise) {
  return {.drift = promise.drift * 2.6, .warning = promise.warning * 1.55};
}

/// Far in the direction that is of interest.
double excess(const monitor::Figure& figure, std::size_t number) {
  const double difference = figure.value - figure.usual;
  const bool both_ways = monitor::kDriftNames[number] == "length";
  return both_ways ? std::abs(difference) : difference;
}

}  // namespace

Track::Track(std::uint64_t seed, const monitor::AlarmPromise& promise)
    : alarm_(monitor::kDriftFigures, made_good(promise)) {
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) usual_.emplace_back(seed + f, kMemory, kFewest, kLag);
}

void Track::add(Millis from, const WindowFigures& window) {
  if (!window.enough) return;
  std::array<double, monitor::kDriftFigures> p{};
  for (std::size_t f = 0; f < p.size(); ++f) {
    const double usual = usual_[f].add(excess(window.figures[f], f));
    p[f] = std::isnan(usual) ? usual : std::max(usual, window.figures[f].p);
  }
  if (!std::isnan(p[0])) ++windows_;
  alarm_.add(p);
  past_.push_back({from, window.explained, alarm_.of(monitor::kMoodFigure) != monitor::Alarm::kQuiet});
  if (past_.size() > kRemembered) past_.pop_front();
}

double Track::explained(Millis since, const WindowFigures& now) const {
  double sum = now.enough ? now.explained : 0;
  double count = now.enough ? 1 : 0;
  for (auto past = past_.rbegin(); past != past_.rend() && (past->mood || past->from >= since); ++past) {
    sum += past->explained;
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

std::uint64_t seed_of(std::string_view name, std::uint64_t number) {
  std::uint64_t seed = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : name) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return (seed ^ number) * 0x100000001B3U;
}

}  // namespace polso::health
