// FeedWatch: says when a brand's feed is in trouble, and when that is over.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "post/alert.h"
#include "reputation/detect/detector.h"
#include "watch/feed_counts.h"
#include "watch/feed_gauge.h"

namespace polso {

struct FeedOptions {
  double false_alarms = 0.02;  // a brand and 30 days, of all gauges together; one simulated month has fewer still
  Millis week = 7 * kDay;      // sources and languages are not judged before
  double regular = 0.1;        // the usual share of a source or language whose silence tells
  Millis flare = 12 * kHour;   // the same trouble so soon after its end goes on
  Millis longest = 7 * kDay;   // what lasts is the new normal
  double calm = 8;             // evidence for "as usual" that ends it
};

struct FeedIncident {
  FeedTrouble trouble = FeedTrouble::kCopies;
  std::string name;  // of the source or language
  Millis began = 0;
  Millis noticed = 0;
  std::optional<Millis> ended;
  double surprise = 0;

  [[nodiscard]] Cause cause() const;
  [[nodiscard]] bool is_silence() const;
};

/// One trouble at a time. One thread; microseconds a Tick, half a millisecond to learn.
class FeedWatch {
 public:
  explicit FeedWatch(const FeedOptions& options) : options_(options) {}

  /// Anew, from the last weeks' Ticks; once a day is enough.
  void learn(const FeedCounts& weeks, const ExpectedPosts& expected);

  /// One Tick: the only one of `tick`. Nothing is said before learn().
  [[nodiscard]] detect::Change advance(const FeedCounts& tick, double expected);

  /// Ends the open incident, since a person says so.
  void close(Millis at);

  /// The open one, or the last.
  [[nodiscard]] const std::optional<FeedIncident>& incident() const { return incident_; }
  [[nodiscard]] bool open() const { return incident_ && !incident_->ended; }

 private:
  struct Watched {
    FeedGauge gauge;
    bool worn = false;  // it lasted so long that it is normal now, until all is as it was
    detect::Cusum calm;
  };

  Watched& watched(FeedTrouble trouble, const std::string& name);
  void learn_part(const FeedCounts& weeks, const FeedPart& part, const ExpectedPosts& expected);
  void measure(const FeedCounts& tick, double expected);
  [[nodiscard]] detect::Change watch(Millis now);
  [[nodiscard]] detect::Change follow(Millis start, Millis end);
  void end(Millis at);

  FeedOptions options_;
  std::vector<Watched> watched_;  // in the order of FeedTrouble
  double least_ = 0;              // threshold
  bool knows_parts_ = false;
  std::set<std::string> languages_;  // that were learnt
  std::optional<FeedIncident> incident_;
};

}  // namespace polso
