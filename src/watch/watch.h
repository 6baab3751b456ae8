// Watch: runs the detector over what is stored of all brands, and saves what it finds.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/target.h"
#include "mood/estimators.h"
#include "store/alert_book.h"
#include "store/store.h"
#include "watch/brand_watch.h"

namespace polso {

struct WatchOptions {
  detect::Promise promise;
  BrandWatchOptions brand;
  Millis grace = kMinute;  // for posts on their way; grows to longest_grace when many come later
  Millis longest_grace = kHour;
  bool feed_alerts = true;      // also tell what our feed made: copies, a source, a language, the model
  std::vector<Target> targets;  // who is told
  std::uint64_t seed = 1;
  std::function<bool()> stopping = [] { return false; };  // asked between brands
};

/// What a look came to.
struct Looked {
  int opened = 0, grew = 0, ended = 0;
  std::vector<std::string> learning;  // brands of which too little is known yet
};

/// One ThresholdBook for each model, since thresholds depend on a model's slopes. One thread.
class ThresholdBooks {
 public:
  ThresholdBooks(const detect::Promise& promise, const Estimators& estimators, std::uint64_t seed)
      : promise_(promise), estimators_(&estimators), seed_(seed) {}
  [[nodiscard]] detect::ThresholdBook& of(const std::string& model);

 private:
  detect::Promise promise_;
  const Estimators* estimators_;
  std::uint64_t seed_;
  std::map<std::string, std::unique_ptr<detect::ThresholdBook>> books_;
};

/// The reasons: drivers, terms and examples, from the store; and the name of the thread, of which a Sighting knows only
/// the bits.
[[nodiscard]] Status explain(Store& store, Sighting& sighting);

/// One thread. What was found before a restart is found again by replaying the store, and goes on under its id.
class Watch {
 public:
  /// All of them live longer.
  Watch(Store& store, AlertBook& book, Estimators& estimators, WatchOptions options);

  /// Takes all full Ticks that ended `grace` before now. Cheap when there is none. The Error is the store's or the
  /// book's; the next look goes on where this one stopped. Posts that come too late for their Tick are left out; when
  /// they are many, the brand is replayed with them, and the grace is doubled.
  [[nodiscard]] Result<Looked> look(Millis now);

 private:
  struct Step {
    Lane lane = Lane::kPeople;
    detect::Change change = detect::Change::kNone;
    Sighting sighting;
  };
  /// What has been saved of a lane's incident that is open or was last.
  struct Told {
    std::int64_t id = 0;
    bool closed = false;  // by a person
    int severity = 0;
    std::size_t moves = 0;
    std::uint64_t posts = 0;
    std::uint64_t explained = 0;  // posts when its reasons were looked up
  };
  struct Brand {
    std::unique_ptr<BrandWatch> watch;
    PerLane<Told> told;
    std::vector<Step> steps;  // not yet saved
    bool replayed = false;
    std::uint64_t taken = 0;  // posts
    std::uint64_t older = 0;  // posts that the replay left out
  };

  [[nodiscard]] Status look_at(const BrandSummary& summary, Brand& brand, Millis until, Millis now, Looked& looked);
  [[nodiscard]] Status mind_late_ones(const BrandSummary& summary, Brand& brand, Millis until);
  [[nodiscard]] Status begin(const std::string& name, Brand& brand, Millis until);
  [[nodiscard]] Status take(const std::string& name, Brand& brand, Millis until);
  [[nodiscard]] Status go_on(const std::string& name, Brand& brand, Millis until, Millis now, Looked& looked);
  [[nodiscard]] Status note_closing(Brand& brand);
  [[nodiscard]] Status add_reasons(Told& told, bool anew, Sighting& sighting);
  [[nodiscard]] Status save(Brand& brand, Step step, Millis now, Looked& looked);

  Store& store_;
  AlertBook& book_;
  Estimators& estimators_;
  WatchOptions options_;
  ThresholdBooks thresholds_;
  std::map<std::string, Brand> brands_;
  std::int64_t erasures_ = 0;  // of the store, as the brands know them
  Millis looked_until_ = kMinTime;
};

}  // namespace polso
