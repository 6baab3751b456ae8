// Gauges run until one crosses; then the question is when its figure is as usual again.
#include "watch/feed_watch.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace polso {
namespace {

using detect::Change;

constexpr double kWhole = 0.9;          // a part that is nearly all has no others to be compared with
constexpr double kMostLanguage = 0.75;  // one that cannot become much more
constexpr std::size_t kMostGauges = 64;

double count_of(const FeedCounts& tick, const FeedGauge& gauge) {
  if (gauge.trouble() == FeedTrouble::kCopies) return tick.copies.front();
  const bool is_source = gauge.trouble() == FeedTrouble::kSilentSource;
  const auto part = std::ranges::find_if(
      tick.parts, [&](const FeedPart& one) { return one.is_source == is_source && one.name == gauge.name(); });
  return part == tick.parts.end() ? 0 : double{part->posts.front()};
}

}  // namespace

Cause FeedIncident::cause() const {
  if (trouble == FeedTrouble::kCopies) return Cause::kCopies;
  return trouble == FeedTrouble::kSilentSource ? Cause::kSource : Cause::kLanguage;
}

bool FeedIncident::is_silence() const {
  return trouble == FeedTrouble::kSilentSource || trouble == FeedTrouble::kSilentLanguage;
}

FeedWatch::Watched& FeedWatch::watched(FeedTrouble trouble, const std::string& name) {
  const auto key = [](const Watched& one) { return std::tuple(one.gauge.trouble(), one.gauge.name()); };
  const std::tuple wanted(trouble, name);
  auto place = std::ranges::lower_bound(watched_, wanted, {}, key);
  if (place == watched_.end() || key(*place) != wanted) {
    place = watched_.insert(place, Watched{.gauge = FeedGauge(trouble, name), .worn = false, .calm = {}});
  }
  return *place;
}

void FeedWatch::learn(const FeedCounts& weeks, const ExpectedPosts& expected) {
  const auto gauges = static_cast<double>(1 + 2 * weeks.parts.size());
  const double ticks = static_cast<double>(30 * kDay) / static_cast<double>(weeks.width);
  least_ = std::log(ticks * gauges / options_.false_alarms);
  watched(FeedTrouble::kCopies, "").gauge.learn(weeks, weeks.copies, expected, least_);
  const auto usual = std::ranges::count(weeks.usual, true);
  knows_parts_ = usual * weeks.width >= options_.week;
  if (!knows_parts_) return;
  languages_.clear();
  for (const FeedPart& part : weeks.parts) {
    if (!part.is_source) languages_.insert(part.name);
    learn_part(weeks, part, expected);
  }
}

void FeedWatch::learn_part(const FeedCounts& weeks, const FeedPart& part, const ExpectedPosts& expected) {
  const double share = share_of(weeks, part.posts);
  const auto add = [&](FeedTrouble trouble) {
    if (watched_.size() < kMostGauges) watched(trouble, part.name).gauge.learn(weeks, part.posts, expected, least_);
  };
  if (share >= options_.regular && share <= kWhole) {
    add(part.is_source ? FeedTrouble::kSilentSource : FeedTrouble::kSilentLanguage);
  }
  if (!part.is_source && share <= kMostLanguage) add(FeedTrouble::kMoreOfLanguage);
}

Change FeedWatch::advance(const FeedCounts& tick, double expected) {
  if (watched_.empty()) return Change::kNone;
  measure(tick, expected);
  const Millis end = tick.start + tick.width;
  return open() ? follow(tick.start, end) : watch(end);
}

void FeedWatch::measure(const FeedCounts& tick, double expected) {
  for (const FeedPart& part : tick.parts) {
    if (part.is_source || !knows_parts_ || watched_.size() >= kMostGauges) continue;
    if (languages_.insert(part.name).second) {
      watched(FeedTrouble::kMoreOfLanguage, part.name).gauge.learn_nothing(least_);
    }
  }
  for (Watched& one : watched_) {
    one.gauge.add(tick.start, expected, tick.posts.front(), count_of(tick, one.gauge));
    one.calm.add(-one.gauge.evidence(), tick.start);
    if (one.worn && one.calm.value() >= options_.calm) {
      one.worn = false;
      one.gauge.reset();
    }
  }
}

Change FeedWatch::watch(Millis now) {
  for (Watched& one : watched_) {
    const double surprise = one.gauge.surprise();
    if (one.worn || surprise < 0) continue;
    const FeedGauge& gauge = one.gauge;
    one.calm.reset();
    const bool flares = incident_ && incident_->trouble == gauge.trouble() && incident_->name == gauge.name() &&
                        now - *incident_->ended <= options_.flare;
    if (flares) {
      incident_->ended.reset();
      incident_->surprise = std::max(incident_->surprise, surprise);
      return Change::kReopened;
    }
    incident_ = FeedIncident{.trouble = gauge.trouble(),
                             .name = gauge.name(),
                             .began = gauge.since(),
                             .noticed = now,
                             .ended = {},
                             .surprise = surprise};
    return Change::kOpened;
  }
  return Change::kNone;
}

Change FeedWatch::follow(Millis start, Millis end) {
  Watched& one = watched(incident_->trouble, incident_->name);
  incident_->surprise = std::max(incident_->surprise, one.gauge.surprise());
  if (one.calm.value() >= options_.calm) {
    this->end(std::max(one.calm.since(), incident_->began));
    return Change::kEnded;
  }
  if (end - incident_->began < options_.longest) return Change::kNone;
  for (Watched& other : watched_) {  // what came with it, as the language of a source
    if (&other != &one && other.gauge.surprise() < 0) continue;
    other.worn = true;
    other.calm.reset();
  }
  this->end(start);
  return Change::kEnded;
}

void FeedWatch::end(Millis at) {
  incident_->ended = at;
  for (Watched& one : watched_) one.gauge.reset();
}

void FeedWatch::close(Millis at) {
  if (open()) end(at);
}

}  // namespace polso
