// Trials: a brand is learnt for four weeks and then goes several ways at once, seen by Polso and by its rivals.
#pragma once

#include <array>
#include <limits>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "reputation/detect/detector.h"
#include "rivals.h"
#include "stream.h"

namespace polso::detection {

inline constexpr Millis kLearn = 28 * kDay;
inline constexpr Millis kHorizon = 7 * kDay;
inline constexpr Millis kSoon = 3 * kDay;
inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// Which brand: the same for the same numbers.
struct Place {
  const Pools* pools = nullptr;
  double posts_per_hour = 0;
  std::uint64_t seed = 0;
};

struct Scenario {
  std::string_view name;
  double negatives = 0;
  Millis ramp = 0;
  double volume = 1;
  double flood = 0;  // times the usual posts
  bool silence = false;
  bool swap = false;
};
inline constexpr std::array kScenarios{
    Scenario{.name = "quiet"},
    Scenario{.name = "+5 points, step", .negatives = 0.05},
    Scenario{.name = "+10 points, step", .negatives = 0.10},
    Scenario{.name = "+20 points, step", .negatives = 0.20},
    Scenario{.name = "+5 points, ramp", .negatives = 0.05, .ramp = kDay},
    Scenario{.name = "+10 points, ramp", .negatives = 0.10, .ramp = kDay},
    Scenario{.name = "+20 points, ramp", .negatives = 0.20, .ramp = kDay},
    Scenario{.name = "volume x3", .volume = 3},
    Scenario{.name = "volume x3 and +10 points", .negatives = 0.10, .volume = 3},
    Scenario{.name = "flood of copies", .flood = 5},
    Scenario{.name = "source silent", .silence = true},
    Scenario{.name = "another model", .swap = true},
};

/// In hours since the start; kNever: not within the horizon.
struct Noticed {
  double mood = kNever;      // negatives up or net mood down
  double mood_error = 0;     // of the estimated start, if noticed
  double volume = kNever;    // volume up
  double volume_error = 0;   // of the estimated start, if noticed
  double any_mood = kNever;  // any alert of the mood, up or down
  double any_volume = kNever;
  detect::Finding mood_found;  // the first one of any_mood
};

using RivalSet = std::array<double, kRivals.size()>;  // parameters, or hours

struct Changes {
  std::array<Noticed, kScenarios.size()> polso;
  std::array<std::array<RivalSet, 2>, kScenarios.size()> rivals;  // as usual, tuned: hours
  int drawn = 0;                                                  // brands, until one had no open incident
};
[[nodiscard]] Changes run_changes(const Place& place, detect::ThresholdBook& book, const RivalSet& tuned);

/// Ways that are no change of the mood; the first is quiet.
inline constexpr std::array<std::size_t, 4> kHarmless{0, 9, 10, 11};
static_assert(kScenarios[9].flood > 0 && kScenarios[10].silence && kScenarios[11].swap);

/// The same brands as those of run_changes, only these ways, without rivals.
[[nodiscard]] std::array<Noticed, kHarmless.size()> run_harmless(const Place& place, detect::ThresholdBook& book);

/// Alerts of a quiet brand after learning, by the channel that crossed first.
struct QuietAlerts {
  std::array<double, kChannelNames.size()> by_channel{};
  double hours = 0;  // they were open
  [[nodiscard]] double all() const { return std::accumulate(by_channel.begin(), by_channel.end(), 0.0); }
};
[[nodiscard]] QuietAlerts run_quiet(const Place& place, detect::ThresholdBook& book, int months);

/// The labels of that same quiet brand, and what rivals make of them.
[[nodiscard]] std::vector<Labels> quiet_labels(const Place& place, int months);
[[nodiscard]] double false_alarms(Rival rival, const std::vector<Labels>& stream);

/// The parameter at which a rival has `rate` false alarms a stream.
[[nodiscard]] double tune(std::size_t kind, const std::vector<std::vector<Labels>>& streams, double rate);

/// A detector that has learnt such a brand, and the next Tick.
[[nodiscard]] std::pair<detect::Detector, Stream> learnt(const Place& place, detect::ThresholdBook& book);

}  // namespace polso::detection
