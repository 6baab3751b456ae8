// Copies of a stream and of those who watch it go on from the same moment.
#include "trial.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace polso::detection {
namespace {

using detect::Change;
using detect::Detector;

Labels labels_of(const Seen& seen) {
  return {seen.tick.start, {seen.negative_labels, seen.neutral_labels, seen.positive_labels}};
}

double hours_between(Millis from, Millis to) { return static_cast<double>(to - from) / static_cast<double>(kHour); }

std::vector<Rival> make_rivals(const RivalSet& parameters) {
  std::vector<Rival> rivals;
  for (std::size_t r = 0; r < kRivals.size(); ++r) rivals.push_back(make_rival(r, parameters[r]));
  return rivals;
}

RivalSet usual_parameters() {
  RivalSet usual{};
  for (std::size_t r = 0; r < kRivals.size(); ++r) usual[r] = kRivals[r].usual;
  return usual;
}

struct World {
  Stream stream;
  Detector detector;
  std::vector<Rival> rivals;  // as usual, then tuned
};

void note(const detect::Finding& finding, Millis start, double hours, Noticed& noticed) {
  if (finding.channel == Channel::kRhythm) return;  // nothing of what is injected is one of it
  const bool volume = finding.channel == Channel::kVolume;
  if (!volume && noticed.any_mood == kNever) noticed.mood_found = finding;
  double& any = volume ? noticed.any_volume : noticed.any_mood;
  any = std::min(any, hours);
  const bool wanted = finding.up == (finding.channel != Channel::kNetMood);
  double& wanted_at = volume ? noticed.volume : noticed.mood;
  if (!wanted || wanted_at != kNever) return;
  wanted_at = hours;
  (volume ? noticed.volume_error : noticed.mood_error) = std::abs(hours_between(start, finding.began));
}

Event event_of(const Scenario& scenario, Millis start, double posts_per_hour) {
  Event event;
  event.start = start;
  event.negatives = scenario.negatives;
  event.ramp = scenario.ramp;
  event.volume = scenario.volume;
  event.flood = scenario.flood * posts_per_hour;
  event.silence = scenario.silence;
  event.swap = scenario.swap;
  return event;
}

void go_on(World world, const Event& event, Noticed& noticed, std::array<RivalSet, 2>& rivals) {
  world.stream.happen(event);
  for (RivalSet& set : rivals) set.fill(kNever);
  for (Millis now = event.start; now < event.start + kHorizon; now += kTick) {
    const Seen seen = world.stream.next();
    const double hours = hours_between(event.start, now + kTick);
    const Change change = world.detector.advance(seen.tick);
    if (change == Change::kOpened || change == Change::kGrew || change == Change::kReopened) {
      for (const detect::Finding& finding : world.detector.incident()->findings) {
        if (!finding.calm) note(finding, event.start, hours, noticed);
      }
    }
    for (std::size_t r = 0; r < world.rivals.size(); ++r) {
      double& first = rivals[r / kRivals.size()][r % kRivals.size()];
      if (add(world.rivals[r], labels_of(seen))) first = std::min(first, hours);
    }
  }
}

/// A brand that has learnt and has no open incident, at its moment of change.
struct Ready {
  World world;
  Millis start = 0;
  int drawn = 0;
};

Ready get_ready(const Place& place, detect::ThresholdBook& book, const std::vector<Rival>& rivals) {
  Random random(place.seed);
  for (int drawn = 1;; ++drawn) {
    const Brand brand = draw_brand(place.posts_per_hour, random);
    const Millis start = kLearn + static_cast<Millis>(random.below(kDay / kTick * 7)) * kTick;
    World world{Stream(*place.pools, brand, random.next()), Detector(book, {}), rivals};
    for (Millis now = 0; now < start; now += kTick) {
      const Seen seen = world.stream.next();
      world.detector.advance(seen.tick);
      for (Rival& rival : world.rivals) add(rival, labels_of(seen));
    }
    if (!world.detector.open()) return {std::move(world), start, drawn};
  }
}

}  // namespace

Changes run_changes(const Place& place, detect::ThresholdBook& book, const RivalSet& tuned) {
  std::vector<Rival> rivals = make_rivals(usual_parameters());
  std::ranges::move(make_rivals(tuned), std::back_inserter(rivals));
  const Ready ready = get_ready(place, book, rivals);
  Changes result;
  result.drawn = ready.drawn;
  for (std::size_t s = 0; s < kScenarios.size(); ++s) {
    go_on(ready.world, event_of(kScenarios[s], ready.start, place.posts_per_hour), result.polso[s], result.rivals[s]);
  }
  return result;
}

std::array<Noticed, kHarmless.size()> run_harmless(const Place& place, detect::ThresholdBook& book) {
  const Ready ready = get_ready(place, book, {});
  std::array<Noticed, kHarmless.size()> noticed;
  std::array<RivalSet, 2> nobody{};
  for (std::size_t i = 0; i < kHarmless.size(); ++i) {
    const Event event = event_of(kScenarios[kHarmless[i]], ready.start, place.posts_per_hour);
    go_on(ready.world, event, noticed[i], nobody);
  }
  return noticed;
}

QuietAlerts run_quiet(const Place& place, detect::ThresholdBook& book, int months) {
  Random random(place.seed);
  const Brand brand = draw_brand(place.posts_per_hour, random);
  Stream stream(*place.pools, brand, random.next());
  Detector detector(book, {});
  QuietAlerts alerts;
  for (Millis now = 0; now < kLearn + months * 30 * kDay; now += kTick) {
    const Change change = detector.advance(stream.next().tick);
    if (now < kLearn) continue;
    if (change == Change::kOpened)
      ++alerts.by_channel[static_cast<std::size_t>(detector.incident()->findings[0].channel)];
    if (detector.open()) alerts.hours += hours_between(0, kTick);
  }
  return alerts;
}

std::vector<Labels> quiet_labels(const Place& place, int months) {
  Random random(place.seed);
  const Brand brand = draw_brand(place.posts_per_hour, random);
  Stream stream(*place.pools, brand, random.next());
  std::vector<Labels> labels;
  for (Millis now = 0; now < kLearn + months * 30 * kDay; now += kTick) labels.push_back(labels_of(stream.next()));
  return labels;
}

double false_alarms(Rival rival, const std::vector<Labels>& stream) {
  Alarms alarms;
  double count = 0;
  for (const Labels& labels : stream) {
    if (!add(rival, labels)) continue;
    const bool fresh = alarms.add(labels.start + kTick);
    if (fresh && labels.start >= kLearn) ++count;
  }
  return count;
}

double tune(std::size_t kind, const std::vector<std::vector<Labels>>& streams, double rate) {
  const auto too_many = [&](double parameter) {
    double alarms = 0;
    for (const auto& stream : streams) alarms += false_alarms(make_rival(kind, parameter), stream);
    return alarms > rate * static_cast<double>(streams.size());
  };
  double strict = kRivals[kind].strictest;
  double lax = strict * kRivals[kind].laxer;
  for (int i = 0; i < 100 && !too_many(lax); ++i) {
    strict = lax;
    lax *= kRivals[kind].laxer;
  }
  for (int i = 0; i < 5; ++i) {
    const double middle = std::sqrt(strict * lax);
    (too_many(middle) ? lax : strict) = middle;
  }
  return strict;
}

std::pair<Detector, Stream> learnt(const Place& place, detect::ThresholdBook& book) {
  Random random(place.seed);
  const Brand brand = draw_brand(place.posts_per_hour, random);
  std::pair<Detector, Stream> result{Detector(book, {}), Stream(*place.pools, brand, random.next())};
  for (Millis now = 0; now < kLearn; now += kTick) result.first.advance(result.second.next().tick);
  return result;
}

}  // namespace polso::detection
