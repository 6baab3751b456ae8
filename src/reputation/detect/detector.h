// Detector: watches one brand, Tick after Tick, and says when an incident opens, grows and ends.
#pragma once

#include <optional>
#include <vector>

#include "reputation/detect/baseline.h"
#include "reputation/detect/gauge.h"
#include "reputation/detect/history.h"
#include "reputation/detect/long_run.h"
#include "reputation/detect/rhythm.h"
#include "reputation/detect/surge.h"
#include "reputation/detect/thresholds.h"
#include "reputation/detect/volume_filter.h"

namespace polso::detect {

struct DetectorOptions {
  Millis keep = 28 * kDay;    // of history
  Millis learn = 3 * kDay;    // before the first alarm
  double fewest_posts = 200;  // before the first alarm of the mood
  Millis lag = kDay;          // the newest history is not yet taken for usual
  Millis refit = kDay;        // between two Baselines
  Millis renew = 7 * kDay;    // between two sets of Thresholds
  Millis flare = 12 * kHour;  // an alarm so soon after the end goes on with the incident
  Millis longest = 7 * kDay;  // an incident that lasts is the new normal
  double calm = 8;            // log-likelihood ratio for "as usual" against "as since it began" that ends it
  SurgeOptions surge = {};
  RhythmOptions rhythm = {};
};

/// What one channel did since it began. `excess` above what is usual of `weight` posts: for the mood a sum of scores,
/// for the volume posts, of so many expected; for the rhythm squared steps, of so many steps.
struct Finding {
  Channel channel = Channel::kNegatives;
  bool up = true;
  Millis began = 0;
  double excess = 0;
  double weight = 0;
  double surprise = 0;  // how far the gauge went beyond its threshold at most: log-likelihood
  bool calm = false;

  [[nodiscard]] double mean() const { return weight > 0 ? excess / weight : 0; }
};

struct Incident {
  Millis began = 0;
  Millis noticed = 0;
  std::optional<Millis> ended;
  bool new_normal = false;        // ended since it lasted
  std::vector<Finding> findings;  // the first to cross its threshold first

  [[nodiscard]] double surprise() const;
};

enum class Change : std::uint8_t { kNone, kOpened, kGrew, kEnded, kReopened };

/// A Gauge's evidence and what it speaks of. One thread; 1 microsecond a Tick, and some 50 for a new Baseline.
class Detector {
 public:
  /// `book` lives longer.
  Detector(ThresholdBook& book, const DetectorOptions& options)
      : book_(&book), options_(options), history_(options.keep), surge_(options.surge), rhythm_(options.rhythm) {}

  /// In order of time and without gaps: a stretch without posts is a Tick without parts. What is known of its time is
  /// its end.
  Change advance(const Tick& tick);

  /// The open one, or the last.
  [[nodiscard]] const std::optional<Incident>& incident() const { return incident_; }
  [[nodiscard]] bool open() const { return incident_ && !incident_->ended; }
  /// Ends the open incident, since a person says so.
  void close(Millis at);

  /// When it will have learnt enough; nothing when it has. More history may be needed if there are few posts.
  [[nodiscard]] std::optional<Millis> learning_until() const;
  [[nodiscard]] const Baseline& baseline() const { return baseline_; }
  [[nodiscard]] const Thresholds& thresholds() const { return thresholds_; }
  [[nodiscard]] const Rhythm& rhythm() const { return rhythm_; }

 private:
  struct Track {
    Cusum gauge;
    double excess = 0, weight = 0;  // since the gauge was at 0

    void add(double evidence, double excess_now, double weight_now, Millis start);
    void reset();
  };

  /// A Tick, as the channels see it.
  struct Sight {
    Residual residual;
    double posts = 0, expected = 0;
    std::optional<Step> step;  // nothing while the volume's incident is open

    [[nodiscard]] double excess(Channel channel) const;
    [[nodiscard]] double weight(Channel channel) const;
  };

  void refit(const Tick& tick);
  [[nodiscard]] Sight look_at(const Tick& tick);
  void measure(const Tick& tick, const Sight& sight);
  void measure_volume(const Tick& tick, const Sight& sight);
  [[nodiscard]] double still_there(const Finding& finding, const Sight& sight) const;
  [[nodiscard]] bool volume_open() const;
  [[nodiscard]] bool is_rare() const;
  [[nodiscard]] double restlessness() const;  // beyond what the promise allows, when not negative
  [[nodiscard]] std::vector<Finding> crossings() const;
  Change watch(Millis now);
  Change follow(const Tick& tick, const Sight& sight);
  void take(const std::vector<Finding>& found);
  void end(Millis at);
  void reset_gauges();

  ThresholdBook* book_;
  DetectorOptions options_;
  History history_;
  Baseline baseline_;
  Thresholds thresholds_;
  std::optional<Millis> first_, next_fit_, next_renewal_;
  bool learning_ = true;
  VolumeFilter filter_;
  LongRun long_run_;
  Surge surge_;
  Rhythm rhythm_;
  double rarity_ = 0;         // Surge's, of the last Tick
  double rhythm_rarity_ = 0;  // Rhythm's, likewise
  std::array<Track, kMoodGauges.size()> mood_;
  std::array<Track, kVolumeGauges.size()> volume_;
  Track restless_;
  std::optional<Incident> incident_;
  std::vector<Track> calm_;  // of the findings: what speaks for "over", and what it would take back
};

/// Chance that a quiet day goes as far: what a Promise allows, less by the surprise (the tail of a Cusum is
/// exponential).
[[nodiscard]] double chance_in_a_day(const Promise& promise, double surprise);

}  // namespace polso::detect
