// BrandWatch: one brand's posts > Ticks > Detector > Alert.
#pragma once

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
#include "watch/seen_posts.h"

namespace polso {

struct BrandWatchOptions {
  detect::DetectorOptions detector;
  Millis tick = 10 * kMinute;
  std::size_t most_posts = 2'000'000;  // remembered, of the detector's weeks
};

/// An Alert without its reasons in words, and what explain_alert() needs for these.
struct Sighting {
  Alert alert;
  double change = 0;  // of the share of negatives, since against before
  bool worse = true;
};

/// One thread.
class BrandWatch {
 public:
  /// At the end of the Tick in which it happened.
  using OnChange = std::function<void(detect::Change)>;

  /// `book` and `estimators` live longer.
  BrandWatch(std::string brand, detect::ThresholdBook& book, Estimators& estimators, const BrandWatchOptions& options);

  /// In order of time; what lies before next() is left out. The first post begins the first Tick.
  void take(const StoredPost& post, const OnChange& on_change);
  /// Ends the Ticks up to `until`.
  void advance(Millis until, const OnChange& on_change);

  /// A person ended what was open then. Before the Ticks after it are taken, or at once.
  void close(Millis at);

  /// The end of the last Tick; nothing before the first.
  [[nodiscard]] std::optional<Millis> next() const { return next_; }
  [[nodiscard]] std::optional<Millis> began() const { return first_; }
  [[nodiscard]] const detect::Detector& detector() const { return detector_; }

  /// Of the incident that is open or was last. There must be one.
  [[nodiscard]] Sighting sighting() const;

 private:
  void end_tick(const OnChange& on_change);
  void apply_closings();
  [[nodiscard]] Estimate volume_now(double posts, const Span& span) const;
  [[nodiscard]] double expected(const Span& span) const;
  [[nodiscard]] Blame blame_of(const Alert& alert, const Tally& before, const Tally& since, const Span& span) const;
  [[nodiscard]] std::string new_model(Millis began) const;

  std::string brand_;
  detect::ThresholdBook* book_;
  Estimators* estimators_;
  BrandWatchOptions options_;
  detect::Detector detector_;
  NearCopies near_copies_;
  SeenPosts seen_;
  std::map<std::string, Millis> models_;  // when each was first seen
  std::vector<Span> incidents_;           // that have ended
  std::vector<Millis> closings_;
  detect::Tick tick_;
  std::optional<Millis> first_, next_;
};

}  // namespace polso
