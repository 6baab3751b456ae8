// BrandWatch: one brand's posts > Ticks > Detector and FeedWatch > Alerts.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mood/estimators.h"
#include "post/alert.h"
#include "reputation/detect/detector.h"
#include "store/store.h"
#include "text/near_copies.h"
#include "watch/facts.h"
#include "watch/feed_watch.h"
#include "watch/seen_posts.h"

namespace polso {

struct BrandWatchOptions {
  detect::DetectorOptions detector;
  Millis tick = 10 * kMinute;
  std::size_t most_posts = 2'000'000;  // remembered, of the detector's weeks
};

/// Whose incident: the Detector's, of mood and volume, or the FeedWatch's. Both may be open at a time.
enum class Lane : std::uint8_t { kPeople = 0, kFeed = 1 };
inline constexpr std::array kLanes{Lane::kPeople, Lane::kFeed};
template <class T>
using PerLane = std::array<T, kLanes.size()>;
[[nodiscard]] constexpr std::size_t index(Lane lane) { return static_cast<std::size_t>(lane); }

/// An Alert without its reasons in words, and what explain_alert() needs for these.
struct Sighting {
  Alert alert;
  double change = 0;  // of the share of negatives, since against before
};

/// Only the volume moved, and the feed made it: as all alerts of Lane::kFeed, and some of the other.
[[nodiscard]] bool tells_of_feed(const Alert& alert);

/// One thread.
class BrandWatch {
 public:
  /// At the end of the Tick in which it happened.
  using OnChange = std::function<void(Lane, detect::Change)>;

  /// `book` and `estimators` live longer.
  BrandWatch(std::string brand, detect::ThresholdBook& book, Estimators& estimators, const BrandWatchOptions& options);

  /// In order of time; what lies before next() is left out. The first post begins the first Tick.
  void take(const StoredPost& post, const OnChange& on_change);
  /// Ends the Ticks up to `until`.
  void advance(Millis until, const OnChange& on_change);

  /// A person ended `alert`, if it was open then. Before the Ticks after it are taken, or at once.
  void close(Millis at, const Alert& alert);

  /// The end of the last Tick; nothing before the first.
  [[nodiscard]] std::optional<Millis> next() const { return next_; }
  [[nodiscard]] std::optional<Millis> began() const { return first_; }
  [[nodiscard]] const detect::Detector& detector() const { return detector_; }

  /// An incident is open, and it is not one that the other lane tells already.
  [[nodiscard]] bool shows(Lane lane) const { return is_open(lane) && !muted_[index(lane)]; }

  /// Of the incident that is open or was last. There must be one.
  [[nodiscard]] Sighting sighting(Lane lane) const {
    return lane == Lane::kPeople ? people_sighting() : feed_sighting();
  }

 private:
  /// A stretch since an incident began, and what lies before it.
  struct Stretch {
    Span span;
    Tally before, since;
  };
  struct Closing {
    Millis at = 0;
    bool of_feed = false;
  };

  void end_tick(const OnChange& on_change);
  [[nodiscard]] detect::Change advance_feed(const detect::Tick& tick);
  void tell(Lane lane, detect::Change change, const OnChange& on_change);
  [[nodiscard]] bool is_told_by_other(Lane lane) const;
  void note_end(Lane lane, detect::Change change);
  void apply_closings();
  [[nodiscard]] bool is_open(Lane lane) const { return lane == Lane::kPeople ? detector_.open() : feed_.open(); }
  [[nodiscard]] double expected(const Span& span) const;
  [[nodiscard]] Stretch stretch_of(Millis began, std::optional<Millis> ended) const;
  [[nodiscard]] Sighting outline(const Stretch& stretch, std::optional<Millis> ended) const;
  [[nodiscard]] Sighting people_sighting() const;
  [[nodiscard]] Sighting feed_sighting() const;
  [[nodiscard]] Blame blame_of(const Alert& alert, const Stretch& stretch) const;
  [[nodiscard]] std::string new_model(Millis began) const;

  std::string brand_;
  detect::ThresholdBook* book_;
  Estimators* estimators_;
  BrandWatchOptions options_;
  detect::Detector detector_;
  NearCopies near_copies_;
  SeenPosts seen_;
  std::map<std::string, Millis> models_;  // when each was first seen
  FeedWatch feed_;
  std::optional<Millis> next_lesson_;     // of the feed
  PerLane<std::vector<Span>> incidents_;  // that have ended
  PerLane<bool> muted_{};
  std::vector<Closing> closings_;
  detect::Tick tick_;
  std::optional<Millis> first_, next_;
};

}  // namespace polso
