// Counts posts into Ticks, has both lanes look at them, and turns an incident into figures.
#include "watch/brand_watch.h"

#include <algorithm>
#include <utility>

#include "watch/figures.h"
#include "watch/severity.h"

namespace polso {
namespace {

constexpr std::uint32_t kFewestWords = 4;  // "thanks" twice is no campaign
constexpr double kFeedPart = 0.02;         // of the promised false alarms, on top of them

bool has(const std::vector<detect::Finding>& findings, Channel channel) {
  return std::ranges::any_of(findings, [&](const detect::Finding& finding) { return finding.channel == channel; });
}

bool is_volume(const Move& move) { return move.channel == Channel::kVolume; }

FeedOptions feed_options(const detect::Promise& promise, const detect::DetectorOptions& options) {
  FeedOptions feed;
  feed.false_alarms = kFeedPart * promise.per_month;
  feed.flare = options.flare;
  feed.longest = options.longest;
  feed.calm = options.calm;
  return feed;
}

}  // namespace

bool tells_of_feed(const Alert& alert) {
  return is_of_feed(alert.cause) && std::ranges::all_of(alert.moves, is_volume);
}

BrandWatch::BrandWatch(std::string brand, detect::ThresholdBook& book, Estimators& estimators,
                       const BrandWatchOptions& options)
    : brand_(std::move(brand)),
      book_(&book),
      estimators_(&estimators),
      options_(options),
      detector_(book, options.detector),
      seen_(options.detector.keep + options.detector.longest + kDay, options.most_posts),
      feed_(feed_options(book.promise(), options.detector)) {}

void BrandWatch::take(const StoredPost& post, const OnChange& on_change) {
  const Millis time = post.post.created_at;
  if (!next_) {
    first_ = next_ = floor_time(time, options_.tick);
    tick_ = {.start = *next_, .width = options_.tick, .parts = {}, .copies = 0};
  }
  if (time < *next_) return;
  advance(floor_time(time, options_.tick), on_change);
  const Likeness likeness = near_copies_.add(post.post.text, time);
  const bool copy = likeness.copies > 0 && likeness.words >= kFewestWords;
  const SeenPost& seen = seen_.add(post, copy);
  models_.try_emplace(post.model, time);
  if (copy) {
    ++tick_.copies;
    return;
  }
  const detect::Stratum stratum = seen_.stratum(seen.kind);
  auto part = std::ranges::find(tick_.parts, stratum, &detect::Part::stratum);
  if (part == tick_.parts.end()) part = tick_.parts.insert(part, {.stratum = stratum, .sums = {}});
  part->sums.add(post.verdict.scores);
}

void BrandWatch::advance(Millis until, const OnChange& on_change) {
  while (next_ && *next_ + options_.tick <= until) end_tick(on_change);
}

void BrandWatch::end_tick(const OnChange& on_change) {
  const detect::Tick tick = std::exchange(tick_, {});
  next_ = tick.start + tick.width;
  tick_ = {.start = *next_, .width = options_.tick, .parts = {}, .copies = 0};
  const detect::Change people = detector_.advance(tick);
  const detect::Change feed = advance_feed(tick);
  note_end(Lane::kPeople, people);
  note_end(Lane::kFeed, feed);
  tell(Lane::kFeed, feed, on_change);
  tell(Lane::kPeople, people, on_change);
  // A silence that was told as an alert of the volume is one of its own once that has grown to one of the mood.
  if (people == detect::Change::kGrew && feed_.open()) tell(Lane::kFeed, detect::Change::kGrew, on_change);
  apply_closings();
}

detect::Change BrandWatch::advance_feed(const detect::Tick& tick) {
  if (detector_.learning_until()) return detect::Change::kNone;
  const auto expected_at = [&](Millis start) { return detector_.baseline().expected(start, tick.width); };
  if (!next_lesson_ || tick.start >= *next_lesson_) {
    next_lesson_ = tick.start + options_.detector.refit;
    const Millis lag = tick.start - *first_ >= 2 * options_.detector.learn ? options_.detector.lag : 0;
    std::vector<Span> unusual = incidents_[index(Lane::kPeople)];
    unusual.insert(unusual.end(), incidents_[index(Lane::kFeed)].begin(), incidents_[index(Lane::kFeed)].end());
    if (detector_.open()) unusual.push_back({detector_.incident()->began, tick.start});
    if (feed_.open()) unusual.push_back({feed_.incident()->began, tick.start});
    const Span weeks{std::max(*first_, tick.start - options_.detector.keep), tick.start - lag};
    feed_.learn(count_feed(seen_, weeks, tick.width, unusual), expected_at);
  }
  return feed_.advance(count_feed(seen_, {tick.start, *next_}, tick.width, {}), expected_at(tick.start));
}

void BrandWatch::note_end(Lane lane, detect::Change change) {
  std::vector<Span>& incidents = incidents_[index(lane)];
  if (change == detect::Change::kEnded) {
    const bool people = lane == Lane::kPeople;
    incidents.push_back(people ? Span{detector_.incident()->began, *detector_.incident()->ended}
                               : Span{feed_.incident()->began, *feed_.incident()->ended});
    if (incidents.front().to < *next_ - options_.detector.keep) incidents.erase(incidents.begin());
  }
  if (change == detect::Change::kReopened && !incidents.empty()) incidents.pop_back();
}

/// One incident is one alert, even where both lanes see it.
void BrandWatch::tell(Lane lane, detect::Change change, const OnChange& on_change) {
  if (change == detect::Change::kNone) return;
  bool& muted = muted_[index(lane)];
  if (change == detect::Change::kOpened) {
    muted = is_told_by_other(lane);
  } else if (muted && change != detect::Change::kEnded && !is_told_by_other(lane)) {
    muted = false;
    change = detect::Change::kOpened;
  }
  if (!muted) on_change(lane, change);
}

bool BrandWatch::is_told_by_other(Lane lane) const {
  if (!detector_.open() || !feed_.open()) return false;
  if (muted_[index(lane == Lane::kPeople ? Lane::kFeed : Lane::kPeople)]) return false;
  const Alert people = sighting(Lane::kPeople).alert;
  const auto surge = [](const Move& move) { return is_volume(move) && move.now.value > move.before; };
  const FeedIncident& feed = *feed_.incident();
  // A storm is repeated by many; that is no trouble of its own.
  if (lane == Lane::kFeed && feed.cause() == Cause::kCopies) return std::ranges::any_of(people.moves, surge);
  return tells_of_feed(people) && people.cause == feed.cause() && people.detail == feed.name;
}

void BrandWatch::close(Millis at, const Alert& alert) {
  closings_.push_back({at, tells_of_feed(alert)});
  std::ranges::sort(closings_, {}, &Closing::at);
  apply_closings();
}

void BrandWatch::apply_closings() {
  while (next_ && !closings_.empty() && closings_.front().at <= *next_) {
    const Closing closing = closings_.front();
    closings_.erase(closings_.begin());
    if (closing.of_feed && feed_.open() && feed_.incident()->began <= closing.at) {
      feed_.close(closing.at);
      incidents_[index(Lane::kFeed)].push_back({feed_.incident()->began, closing.at});
    } else if (detector_.open() && detector_.incident()->began <= closing.at) {
      detector_.close(closing.at);
      incidents_[index(Lane::kPeople)].push_back({detector_.incident()->began, closing.at});
    }
  }
}

double BrandWatch::expected(const Span& span) const {
  double posts = 0;
  for (Millis start = span.from; start < span.to; start += options_.tick) {
    posts += detector_.baseline().expected(start, std::min(options_.tick, span.to - start));
  }
  return posts;
}

std::string BrandWatch::new_model(Millis began) const {
  const std::string* newest = nullptr;
  bool had_another = false;
  for (const auto& [model, first] : models_) {
    if (first >= began - kDay) newest = &model;
    if (first < began - kDay) had_another = true;
  }
  return newest != nullptr && had_another ? *newest : std::string();
}

Blame BrandWatch::blame_of(const Alert& alert, const Stretch& stretch) const {
  CauseFacts facts;
  for (const Move& move : alert.moves) {
    facts.volume |= is_volume(move);
    facts.mood |= is_mood(move.channel);
  }
  const auto& [span, before, since] = stretch;
  const double hours = static_cast<double>(span.to - span.from) / static_cast<double>(kHour);
  facts.posts = since.posts;
  facts.usual_posts = expected(span);
  if (facts.volume && !facts.mood && feed_.open() && feed_.incident()->is_silence() &&
      facts.posts < facts.usual_posts) {
    return {feed_.incident()->cause(), feed_.incident()->name};
  }
  facts.copies = since.copies;
  facts.usual_copies = detector_.baseline().copies * hours;
  facts.negatives = since.negatives;
  facts.usual_negatives = before.negatives / std::max(before.posts, 1.0) * since.posts;
  facts.sources = portions(seen_.kinds(), before, since, &Kind::source);
  facts.languages = portions(seen_.kinds(), before, since, &Kind::lang);
  facts.authors = loudest(before, since, &Tally::by_author);
  facts.threads = loudest(before, since, &Tally::by_thread);
  facts.new_model = new_model(span.from);
  return blame(facts);
}

BrandWatch::Stretch BrandWatch::stretch_of(Millis began, std::optional<Millis> ended) const {
  const Span span{began, std::max(ended.value_or(*next_), began + options_.tick)};
  const Span before{span.from - options_.detector.keep, span.from};
  return {span, tally(seen_, before, incidents_[index(Lane::kPeople)]), tally(seen_, span)};
}

Sighting BrandWatch::outline(const Stretch& stretch, std::optional<Millis> ended) const {
  Sighting out;
  Alert& alert = out.alert;
  alert.brand = brand_;
  alert.state = ended ? AlertState::kCalmed : AlertState::kOpen;
  alert.began = stretch.span.from;
  alert.updated = *next_;
  alert.ended = ended;
  alert.posts = static_cast<std::uint64_t>(stretch.since.posts + stretch.since.copies);
  alert.copies = static_cast<std::uint64_t>(stretch.since.copies);
  alert.copy_authors = stretch.since.copy_authors.size();
  alert.model = main_model(stretch.since, main_model(stretch.before, ""));
  return out;
}

Sighting BrandWatch::people_sighting() const {
  const detect::Incident& incident = *detector_.incident();
  const Stretch stretch = stretch_of(incident.began, incident.ended);
  const Span& span = stretch.span;
  Sighting out = outline(stretch, incident.ended);
  Alert& alert = out.alert;
  alert.noticed = incident.noticed;
  alert.certainty = 1 - detect::chance_in_a_day(book_->promise(), incident.surprise());
  const MoodFigures now = mood_now(*estimators_, stretch.since, alert.model, span.to);
  const MoodFigures usual = mood_usual(*estimators_, stretch.before, alert.model, span.to);
  out.change = now.negatives.value - usual.negatives.value;
  for (const detect::Finding& finding : incident.findings) {
    const bool shown_by_negatives = finding.channel == Channel::kNetMood && has(incident.findings, Channel::kNegatives);
    const bool there = std::ranges::find(alert.moves, finding.channel, &Move::channel) != alert.moves.end();
    if (shown_by_negatives || there) continue;
    switch (finding.channel) {
      case Channel::kNegatives:
        alert.moves.push_back({finding.channel, usual.negatives.value, now.negatives});
        break;
      case Channel::kNetMood:
        alert.moves.push_back({finding.channel, usual.net.value, now.net});
        break;
      case Channel::kVolume: {
        const Span own{std::clamp(finding.began, span.from, span.to - options_.tick), span.to};
        const double hours = static_cast<double>(own.to - own.from) / static_cast<double>(kHour);
        const Estimate rate = posts_an_hour(tally(seen_, own).posts, own, detector_.baseline().volume);
        alert.moves.push_back({finding.channel, expected(own) / hours, rate});
        break;
      }
      case Channel::kRhythm: {
        const double still = detector_.rhythm().usual();
        alert.moves.push_back({finding.channel, step_factor(still, 1).value,
                               step_factor(std::max(still + finding.mean(), 0.0), finding.weight)});
        break;
      }
    }
  }
  alert.severity = severity_of(alert.moves);
  const Blame made_by = blame_of(alert, stretch);
  alert.cause = made_by.cause;
  alert.detail = made_by.detail;
  return out;
}

/// Copies count in its volume: they are what came.
Sighting BrandWatch::feed_sighting() const {
  const FeedIncident& incident = *feed_.incident();
  const Stretch stretch = stretch_of(incident.began, incident.ended);
  const Span& span = stretch.span;
  Sighting out = outline(stretch, incident.ended);
  Alert& alert = out.alert;
  alert.noticed = incident.noticed;
  const detect::Promise promise{.per_month = kFeedPart * book_->promise().per_month};
  alert.certainty = 1 - detect::chance_in_a_day(promise, incident.surprise);
  out.change = mood_now(*estimators_, stretch.since, alert.model, span.to).negatives.value -
               mood_usual(*estimators_, stretch.before, alert.model, span.to).negatives.value;
  const double hours = static_cast<double>(span.to - span.from) / static_cast<double>(kHour);
  const Estimate rate = posts_an_hour(static_cast<double>(alert.posts), span, detector_.baseline().volume);
  alert.moves.push_back({Channel::kVolume, expected(span) / hours + detector_.baseline().copies, rate});
  alert.severity = severity_of(alert.moves);
  alert.cause = incident.cause();
  alert.detail = incident.name;
  return out;
}

}  // namespace polso
