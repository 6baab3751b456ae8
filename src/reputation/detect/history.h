// History: the last weeks of a brand, hour by hour.
#pragma once

#include <deque>

#include "reputation/detect/tick.h"

namespace polso::detect {

struct Hour {
  Millis start = 0;
  std::vector<Part> parts = {};
  double copies = 0;
  double jitter = 0;              // half the squared differences of the originals of neighbouring Ticks
  double pairs = 0;               // of neighbouring Ticks, weighted with their mean originals
  double squares = 0;             // and with the square of these
  double mood_jitter[kSeries]{};  // squared differences of neighbouring Ticks' means, over 1/posts + 1/posts
  double mood_pairs = 0;
  bool incident = false;  // an alert was open: says nothing of what is usual

  [[nodiscard]] double originals() const;
};

/// Bounded: forgets what is older than `keep`. One thread.
class History {
 public:
  explicit History(Millis keep) : keep_(keep) {}

  /// In order of time; hours without posts in between are empty Hours.
  void add(const Tick& tick, bool incident);

  /// Whether the hours from the one of `from` on were part of an incident.
  void mark(Millis from, bool incident);

  [[nodiscard]] const std::deque<Hour>& hours() const { return hours_; }

 private:
  Millis keep_;
  std::deque<Hour> hours_;
  Sums last_;  // of the Tick before
  bool has_last_ = false;
};

}  // namespace polso::detect
