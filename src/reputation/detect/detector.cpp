// The life of an incident: gauges run until one crosses; then the question is when all is as usual again.
#include "reputation/detect/detector.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace polso::detect {
namespace {

constexpr double kLeastShift = 0.04;  // in shares: what is asked whether it has gone
constexpr double kLeastFactor = 1.3;
constexpr double kRestless = 2;  // times the usual mean square of a step: what is looked for
constexpr double kLeastRestless = 1.5;
constexpr double kNeverSeen = -std::numeric_limits<double>::infinity();

bool same_move(const Finding& a, const Finding& b) { return a.channel == b.channel && a.up == b.up; }

/// A change of the net mood says nothing more where the negatives have moved the other way.
bool told_by_negatives(const Finding& finding, const std::vector<Finding>& known) {
  return finding.channel == Channel::kNetMood && std::ranges::any_of(known, [&](const Finding& other) {
           return other.channel == Channel::kNegatives && other.up != finding.up;
         });
}

}  // namespace

double Incident::surprise() const {
  double most = 0;
  for (const Finding& finding : findings) most = std::max(most, finding.surprise);
  return most;
}

void Detector::Track::add(double evidence, double excess_now, double weight_now, Millis start) {
  if (gauge.value() <= 0) excess = weight = 0;
  gauge.add(evidence, start);
  excess += excess_now;
  weight += weight_now;
}

void Detector::Track::reset() {
  gauge.reset();
  excess = weight = 0;
}

Change Detector::advance(const Tick& tick) {
  const Millis end = tick.start + tick.width;
  if (!first_) first_ = tick.start;
  if (!next_fit_ || tick.start >= *next_fit_) refit(tick);
  Change change = Change::kNone;
  if (!learning_) {
    const Sight sight = look_at(tick);
    if (open()) change = follow(tick, sight);
    measure(tick, sight);
    const Change seen = watch(end);
    if (seen != Change::kNone) change = seen;
  }
  history_.add(tick, open());
  return change;
}

void Detector::refit(const Tick& tick) {
  const Millis now = tick.start;
  next_fit_ = now + options_.refit;
  // A brand that is still young has no day to spare.
  const Millis lag = now - *first_ >= 2 * options_.learn ? options_.lag : 0;
  baseline_ = fit_baseline(history_, now - lag);
  learning_ = now - *first_ < options_.learn || baseline_.posts < options_.fewest_posts;
  if (learning_) {
    next_fit_ = now + std::min(options_.refit, 6 * kHour);
  } else if (!next_renewal_ || now >= *next_renewal_) {
    thresholds_ = book_->of(baseline_, tick.width);
    next_renewal_ = now + options_.renew;
  }
}

Detector::Sight Detector::look_at(const Tick& tick) {
  Sight sight{
      residual_of(baseline_, tick.start, tick.parts), tick.originals(), baseline_.expected(tick.start, tick.width), {}};
  rarity_ = surge_.log_days(sight.posts, sight.expected, tick.width);
  if (volume_open()) {  // its steps are its own
    rhythm_.interrupt();
  } else {
    sight.step = rhythm_.add(sight.posts, tick.width);
  }
  rhythm_rarity_ = sight.step ? sight.step->log_days : kNeverSeen;
  return sight;
}

double Detector::Sight::excess(Channel channel) const {
  switch (channel) {
    case Channel::kVolume:
      return posts - expected;
    case Channel::kRhythm:
      return step ? step->square - step->usual : 0;
    case Channel::kNegatives:
    case Channel::kNetMood:
      break;
  }
  return residual.excess[series_of(channel)];
}

double Detector::Sight::weight(Channel channel) const {
  if (channel == Channel::kVolume) return expected;
  if (channel == Channel::kRhythm) return step ? 1 : 0;
  return residual.weight;
}

void Detector::measure(const Tick& tick, const Sight& sight) {
  for (std::size_t g = 0; g < mood_.size(); ++g) {
    const GaugeKind& kind = kMoodGauges[g];
    const Evidence evidence = mood_evidence(kind, book_->slopes(), baseline_.mood[series_of(kind.channel)]);
    const double excess = sight.excess(kind.channel), weight = sight.weight(kind.channel);
    mood_[g].add(evidence.of(excess, weight), excess, weight, tick.start);
  }
  measure_volume(tick, sight);
  if (!sight.step) return;
  const Evidence evidence = step_evidence(kRestless, std::max(sight.step->usual, kStill));
  restless_.add(evidence.of(sight.step->square, 1), sight.excess(Channel::kRhythm), 1, tick.start);
  if (tick.start - restless_.gauge.since() >= options_.rhythm.span && restlessness() < 0) restless_.reset();
}

void Detector::measure_volume(const Tick& tick, const Sight& sight) {
  const bool usual = !volume_open();
  double surprise = filter_.surprise(sight.posts, sight.expected, baseline_.volume, tick.width, usual);
  usual ? long_run_.add(surprise) : long_run_.skip();
  surprise /= long_run_.scale();
  for (std::size_t g = 0; g < volume_.size(); ++g) {
    Track& track = volume_[g];
    track.add(surprise_evidence(kVolumeGauges[g]).of(surprise, 1), sight.excess(Channel::kVolume),
              sight.weight(Channel::kVolume), tick.start);
    // What was no rare surge while it was new will be none.
    const bool old = tick.start - track.gauge.since() >= options_.surge.spans.back();
    if (kVolumeGauges[g].up && old && !is_rare() && track.gauge.value() >= thresholds_.volume[g]) track.reset();
  }
}

bool Detector::is_rare() const { return rarity_ >= std::log(30 / book_->promise().per_month); }

double Detector::restlessness() const {
  const Promise& promise = book_->promise();
  return rhythm_rarity_ - std::log(30 / promise.per_month / (1 - promise.of_mood));
}

bool Detector::volume_open() const {
  return open() && std::ranges::any_of(incident_->findings, [](const Finding& finding) {
           return finding.channel == Channel::kVolume && !finding.calm;
         });
}

std::vector<Finding> Detector::crossings() const {
  std::vector<Finding> found;
  const auto look = [&](const GaugeKind& kind, const Track& track, double threshold) {
    const double surprise = track.gauge.value() - threshold;
    // After a surge fewer posts come than the sway foresaw, which is no fall.
    const bool as_said = (track.excess > 0) == kind.up;
    if (surprise < 0 || !as_said) return;
    const Finding finding{.channel = kind.channel,
                          .up = kind.up,
                          .began = track.gauge.since(),
                          .excess = track.excess,
                          .weight = track.weight,
                          .surprise = surprise,
                          .calm = false};
    const auto same = std::ranges::find_if(found, [&](const Finding& other) { return same_move(other, finding); });
    if (same == found.end()) {
      found.push_back(finding);
    } else if (same->surprise < surprise) {
      *same = finding;
    }
  };
  for (std::size_t g = 0; g < mood_.size(); ++g) look(kMoodGauges[g], mood_[g], thresholds_.mood[g]);
  for (std::size_t g = 0; g < volume_.size(); ++g) {
    if (kVolumeGauges[g].up && !is_rare()) continue;
    look(kVolumeGauges[g], volume_[g], thresholds_.volume[g]);
  }
  if (restlessness() >= 0 && restless_.gauge.value() > 0) {
    found.push_back({.channel = Channel::kRhythm,
                     .up = true,
                     .began = restless_.gauge.since(),
                     .excess = restless_.excess,
                     .weight = restless_.weight,
                     .surprise = restlessness(),
                     .calm = false});
  }
  std::ranges::sort(found, std::ranges::greater{}, &Finding::surprise);
  return found;
}

Change Detector::watch(Millis now) {
  const std::vector<Finding> found = crossings();
  if (found.empty()) return Change::kNone;
  if (open()) {
    const std::size_t before = incident_->findings.size();
    take(found);
    return incident_->findings.size() > before ? Change::kGrew : Change::kNone;
  }
  const bool flares =
      incident_ && incident_->ended && !incident_->new_normal && now - *incident_->ended <= options_.flare;
  if (flares) {
    incident_->ended.reset();
    for (Finding& finding : incident_->findings) finding.calm = true;
  } else {
    incident_ = Incident{.began = now, .noticed = now, .ended = {}, .new_normal = false, .findings = {}};
    calm_.clear();
  }
  take(found);
  history_.mark(incident_->began, true);
  return flares ? Change::kReopened : Change::kOpened;
}

void Detector::take(const std::vector<Finding>& found) {
  std::vector<Finding>& known = incident_->findings;
  for (const Finding& finding : found) {
    if (told_by_negatives(finding, known)) continue;
    const auto same = std::ranges::find_if(known, [&](const Finding& other) { return same_move(other, finding); });
    if (same == known.end()) {
      known.push_back(finding);
      calm_.emplace_back();
    } else {
      same->surprise = std::max(same->surprise, finding.surprise);
      if (same->calm) {
        same->calm = false;
        calm_[static_cast<std::size_t>(same - known.begin())].reset();
      }
    }
    incident_->began = std::min(incident_->began, finding.began);
  }
}

/// Evidence that a finding's change is still there.
double Detector::still_there(const Finding& finding, const Sight& sight) const {
  switch (finding.channel) {
    case Channel::kVolume: {
      const double factor = (finding.weight + finding.excess + 1) / (finding.weight + 1);
      const double bounded = finding.up ? std::max(factor, kLeastFactor) : std::min(factor, 1 / kLeastFactor);
      return rate_evidence(bounded, sight.expected, baseline_.volume).of(sight.posts, 1);
    }
    case Channel::kRhythm: {
      if (!sight.step) return 0;
      const double usual = std::max(sight.step->usual, kStill);
      const double factor = (sight.step->usual + finding.mean()) / usual;
      return step_evidence(std::max(factor, kLeastRestless), usual).of(sight.step->square, 1);
    }
    case Channel::kNegatives:
    case Channel::kNetMood:
      break;
  }
  const std::size_t j = series_of(finding.channel);
  const double size = std::max(std::abs(finding.mean()) / book_->slopes()[j], kLeastShift);
  const GaugeKind kind{finding.channel, finding.up, size, 1};
  return mood_evidence(kind, book_->slopes(), baseline_.mood[j]).of(sight.residual.excess[j], sight.residual.weight);
}

Change Detector::follow(const Tick& tick, const Sight& sight) {
  const Millis end = tick.start + tick.width;
  bool all_calm = true;
  Millis last = incident_->noticed;
  for (std::size_t f = 0; f < incident_->findings.size(); ++f) {
    Finding& finding = incident_->findings[f];
    Track& calm = calm_[f];
    if (!finding.calm) {
      calm.add(-still_there(finding, sight), sight.excess(finding.channel), sight.weight(finding.channel), tick.start);
      finding.calm = calm.gauge.value() >= options_.calm;
      if (calm.gauge.value() <= 0) {  // not over: what was set aside belongs to it
        finding.excess += calm.excess;
        finding.weight += calm.weight;
        calm.reset();
      }
    }
    all_calm &= finding.calm;
    if (finding.calm) last = std::max(last, calm.gauge.since());
  }
  if (all_calm) {
    this->end(last);
    return Change::kEnded;
  }
  if (end - incident_->began < options_.longest) return Change::kNone;
  incident_->new_normal = true;
  history_.mark(incident_->began, false);
  surge_ = Surge(options_.surge);
  rhythm_ = Rhythm(options_.rhythm);
  this->end(end);
  next_fit_ = next_renewal_ = end;
  return Change::kEnded;
}

void Detector::end(Millis at) {
  incident_->ended = at;
  reset_gauges();
}

void Detector::close(Millis at) {
  if (open()) end(at);
}

void Detector::reset_gauges() {
  for (Track& track : mood_) track.reset();
  for (Track& track : volume_) track.reset();
  restless_.reset();
}

std::optional<Millis> Detector::learning_until() const {
  if (!learning_) return std::nullopt;
  return first_.value_or(0) + options_.learn;
}

double chance_in_a_day(const Promise& promise, double surprise) {
  return 1 - std::exp(-promise.per_month / 30 * std::exp(-surprise));
}

}  // namespace polso::detect
