// Track: the figures of one window after another of a part of the posts; what is usual there, and when it is left.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "monitor/alarm.h"
#include "monitor/usual.h"
#include "watch/health/compare.h"

namespace polso::health {

/// A figure is surprising when it is beyond chance (the permutations) and beyond what the windows before were (Usual):
/// the greater p-value of the two goes to the alarm, which keeps its promise then too. Usual sees how far a figure lies
/// from what the shuffles gave, so that the sizes of samples cancel. One thread.
class Track {
 public:
  Track(std::uint64_t seed, const monitor::AlarmPromise& promise);

  /// The next window, which began at `from`. One that has too few posts changes nothing.
  void add(Millis from, const WindowFigures& window);

  [[nodiscard]] monitor::Alarm of(std::size_t figure) const { return alarm_.of(figure); }
  /// Windows that the alarms have heard: those with figures but for the first, by which Usual learns.
  [[nodiscard]] std::uint64_t windows() const { return windows_; }

  /// How much of what is new in the words the mood explains, averaged over the windows since `since` or since the
  /// alarm of the mood rose, whichever came first, and over `now`.
  [[nodiscard]] double explained(Millis since, const WindowFigures& now) const;

 private:
  struct Past {
    Millis from = 0;
    double explained = 0;
    bool mood = false;  // its alarm was not quiet
  };

  std::vector<monitor::Usual> usual_;  // one a figure
  monitor::DriftAlarm alarm_;
  std::uint64_t windows_ = 0;
  std::deque<Past> past_;
};

/// The same for the same name, on every machine.
[[nodiscard]] std::uint64_t seed_of(std::string_view name, std::uint64_t number);

}  // namespace polso::health
