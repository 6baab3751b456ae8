// Streams of posts with a known truth: real posts through the shipped model, resampled, with changes put in.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "post/post.h"
#include "reputation/detect/sampling.h"
#include "reputation/detect/tick.h"

namespace polso::detection {

inline constexpr Millis kTick = 10 * kMinute;

/// What the model says of the posts of each true Sentiment.
struct Pools {
  PerSentiment<std::vector<Verdict>> of;
};

/// A brand that nothing happens to. docs/detection.md tells the law.
struct Brand {
  double posts_per_hour = 100;
  PerSentiment<double> mix{0.2, 0.45, 0.35};
  double night = 0.55;        // depth of the daily wave
  double weekend = 0.8;       // of a weekday
  double volume_sway = 0.25;  // of the logarithm of the rate
  double volume_hours = 4;
  double mood_sway = 0.008;  // of the share of negatives
  double mood_hours = 12;
  double mood_night = 0.015;   // what the hour adds to negatives, at most
  double thread = 1.3;         // posts in a thread, on average
  double agree = 0.5;          // of a thread's further posts say what the first said
  double copies = 0.08;        // near-copies, of all posts
  double second_source = 0.3;  // of posts
  double source_gap = 0.12;    // by which negatives are more frequent in it
};

/// What happens, from `start` on.
struct Event {
  Millis start = 0;
  Millis ramp = 0;             // until it is there in full; 0: a step
  Millis length = 365 * kDay;  // how long it lasts
  double negatives = 0;        // shares added
  double volume = 1;           // times as many posts
  double flood = 0;            // copies of one text, in posts an hour
  bool silence = false;        // the second source is gone
  bool swap = false;           // another model judges: its scores are sharper
};

struct Seen {
  detect::Tick tick;
  double negative_labels = 0;  // originals and copies
  double neutral_labels = 0;
  double positive_labels = 0;
};

/// A Brand drawn around its class of volume, as brands differ.
[[nodiscard]] Brand draw_brand(double posts_per_hour, Random& random);

class Stream {
 public:
  Stream(const Pools& pools, const Brand& brand, std::uint64_t seed);

  /// From now on a copy of a stream may go another way than the stream.
  void happen(const Event& event) { event_ = event; }

  /// The next ten minutes.
  [[nodiscard]] Seen next();

 private:
  void say(Seen& seen, bool second, std::size_t sentiment);

  const Pools* pools_;
  Brand brand_;
  Event event_;
  Random random_;
  Random flood_random_;  // of its own: a flood leaves the other posts as they would have been
  detect::Sway volume_, mood_;
  Millis now_ = 0;
};

}  // namespace polso::detection
