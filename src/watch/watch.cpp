// Brand after brand: take the posts, then save what changed.
#include "watch/watch.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "mood/why/explain_alert.h"
#include "notify/audience.h"
#include "watch/slopes.h"

namespace polso {
namespace {

constexpr std::size_t kMostRecords = 1000;
constexpr double kManyLate = 0.05;  // of the posts taken
constexpr std::uint64_t kFewestLate = 50;
constexpr double kExplainAgain = 1.25;  // times as many posts; it costs some tenths of a second

Millis end_of(const Alert& alert) { return alert.ended.value_or(std::numeric_limits<Millis>::max()); }

bool overlap(const Alert& a, const Alert& b) { return a.began <= end_of(b) && b.began <= end_of(a); }

/// What was saved as `alert` may be what a replay sees as `seen`.
bool is_same(Lane lane, const Alert& alert, const Alert& seen) {
  if (!overlap(alert, seen)) return false;
  if (lane == Lane::kFeed) return tells_of_feed(alert) && alert.cause == seen.cause && alert.detail == seen.detail;
  return !tells_of_feed(alert) || tells_of_feed(seen);
}

/// Nothing when it is not among the drivers.
std::string thread_named(const std::vector<Driver>& drivers, const std::string& bits) {
  const auto found = std::ranges::find_if(drivers, [&](const Driver& driver) {
    return driver.kind == "thread" && !driver.name.empty() && author_name(thread_bits(driver.name)) == bits;
  });
  return found == drivers.end() ? std::string() : found->name;
}

Telling telling_of(const Sighting& sighting) {
  if (sighting.alert.cause == Cause::kCopies) return Telling::kCopies;
  return sighting.change >= 0 ? Telling::kNegative : Telling::kPositive;
}

}  // namespace

detect::ThresholdBook& ThresholdBooks::of(const std::string& model) {
  auto& book = books_[model];
  if (!book) {
    const auto bundle = estimators_->bundle(model);
    book =
        std::make_unique<detect::ThresholdBook>(promise_, bundle ? slopes_of(bundle->validation) : kUsualSlopes, seed_);
  }
  return *book;
}

Status explain(Store& store, Sighting& sighting) {
  Alert& alert = sighting.alert;
  WhyQuery query;
  query.brand = alert.brand;
  query.model = alert.model;
  query.began = alert.began;
  query.until = std::max(alert.ended.value_or(alert.updated), alert.began + kMinute);
  query.change = sighting.change;
  query.telling = telling_of(sighting);
  POLSO_ASSIGN(Why why, explain_alert(store, query));
  alert.drivers = std::move(why.drivers);
  if (alert.cause == Cause::kThread) alert.detail = thread_named(alert.drivers, alert.detail);
  alert.terms = std::move(why.terms);
  alert.examples = std::move(why.examples);
  return {};
}

Watch::Watch(Store& store, AlertBook& book, Estimators& estimators, WatchOptions options)
    : store_(store),
      book_(book),
      estimators_(estimators),
      options_(std::move(options)),
      thresholds_(options_.promise, estimators, options_.seed) {}

Result<Looked> Watch::look(Millis now) {
  Looked looked;
  const Millis until = floor_time(now - options_.grace, options_.brand.tick);
  if (until <= looked_until_) return looked;
  POLSO_ASSIGN(const std::int64_t erasures, store_.erasures());
  if (std::exchange(erasures_, erasures) != erasures) brands_.clear();  // they remember who is to be forgotten
  POLSO_ASSIGN(const std::vector<BrandSummary> brands, store_.brands());
  for (const BrandSummary& summary : brands) {
    if (options_.stopping()) return looked;
    Brand& brand = brands_[summary.brand];
    POLSO_TRY(look_at(summary, brand, until, now, looked));
    if (brand.watch && brand.watch->next() && brand.watch->detector().learning_until()) {
      looked.learning.push_back(summary.brand);
    }
  }
  looked_until_ = until;
  return looked;
}

Status Watch::look_at(const BrandSummary& summary, Brand& brand, Millis until, Millis now, Looked& looked) {
  const std::string& name = summary.brand;
  if (!brand.watch) POLSO_TRY(begin(name, brand, until));
  if (brand.replayed) POLSO_TRY(note_closing(brand));
  POLSO_TRY(take(name, brand, until));
  if (!brand.replayed) {
    POLSO_TRY(go_on(name, brand, until, now, looked));
    POLSO_TRY(mind_late_ones(summary, brand, until));
    brand.replayed = true;
    return {};
  }
  for (const Lane lane : kLanes) {
    const bool stepped = std::ranges::find(brand.steps, lane, &Step::lane) != brand.steps.end();
    if (!stepped && brand.watch->shows(lane)) {
      brand.steps.push_back({lane, detect::Change::kNone, brand.watch->sighting(lane)});
    }
  }
  while (!brand.steps.empty()) {
    POLSO_TRY(save(brand, brand.steps.front(), now, looked));
    brand.steps.erase(brand.steps.begin());
  }
  return mind_late_ones(summary, brand, until);
}

Status Watch::mind_late_ones(const BrandSummary& summary, Brand& brand, Millis until) {
  std::uint64_t seen = brand.taken;
  POLSO_TRY(store_.each_post(summary.brand, until, kMaxTime + 1, [&](const StoredPost&) { ++seen; }));
  const std::uint64_t left_out = summary.posts - std::min(summary.posts, seen);
  if (!brand.replayed) brand.older = left_out;
  const std::uint64_t late = left_out - std::min(left_out, brand.older);
  if (late < kFewestLate || static_cast<double>(late) < kManyLate * static_cast<double>(brand.taken)) return {};
  options_.grace = std::min(2 * options_.grace, options_.longest_grace);
  brand = {};
  return {};
}

Status Watch::begin(const std::string& name, Brand& brand, Millis until) {
  POLSO_ASSIGN(const auto newest, store_.posts({.brand = name, .limit = 1}));
  auto watch = std::make_unique<BrandWatch>(name, thresholds_.of(newest.empty() ? std::string() : newest.front().model),
                                            estimators_, options_.brand);
  AlertQuery closed{.brand = name, .from = until - options_.brand.detector.keep, .state = AlertState::kClosed};
  closed.limit = kMostRecords;
  POLSO_ASSIGN(const std::vector<AlertRecord> records, book_.alerts(closed));
  for (const AlertRecord& record : records) {
    if (record.alert.ended) watch->close(*record.alert.ended, record.alert);
  }
  brand.watch = std::move(watch);
  return {};
}

Status Watch::take(const std::string& name, Brand& brand, Millis until) {
  BrandWatch& watch = *brand.watch;
  const BrandWatch::OnChange on_change = [&](Lane lane, detect::Change change) {
    brand.steps.push_back({lane, change, watch.sighting(lane)});
  };
  const Millis from = watch.next().value_or(until - options_.brand.detector.keep);
  POLSO_TRY(store_.each_post(name, from, until, [&](const StoredPost& post) {
    watch.take(post, on_change);
    ++brand.taken;
  }));
  watch.advance(until, on_change);
  return {};
}

/// After the replay: the last incident that it found goes on under the id that it had, if it had one. What is open in
/// the book and not in the replay has ended, if the replay saw enough to know.
Status Watch::go_on(const std::string& name, Brand& brand, Millis until, Millis now, Looked& looked) {
  std::vector<Alert> ended;
  for (const Step& step : brand.steps) {
    if (step.sighting.alert.ended) ended.push_back(step.sighting.alert);
  }
  brand.steps.clear();
  PerLane<std::optional<Sighting>> last;
  for (const Lane lane : kLanes) {
    if (brand.watch->shows(lane)) last[index(lane)] = brand.watch->sighting(lane);
  }
  AlertQuery query{.brand = name, .from = until - options_.brand.detector.keep};
  query.limit = kMostRecords;
  POLSO_ASSIGN(const std::vector<AlertRecord> records, book_.alerts(query));
  for (const AlertRecord& record : records) {  // the newest first
    const Alert& alert = record.alert;
    const auto goes_on = [&](Lane lane) {
      const auto& seen = last[index(lane)];
      return seen && brand.told[index(lane)].id == 0 && is_same(lane, alert, seen->alert);
    };
    if (goes_on(Lane::kFeed) || goes_on(Lane::kPeople)) {
      brand.told[index(goes_on(Lane::kFeed) ? Lane::kFeed : Lane::kPeople)] = {
          alert.id, alert.state == AlertState::kClosed, alert.severity, alert.moves.size(), alert.posts, 0};
    } else if (alert.state == AlertState::kOpen && !brand.watch->detector().learning_until()) {
      Alert over = alert;
      over.state = AlertState::kCalmed;
      over.updated = until;
      const auto same = std::ranges::find_if(ended, [&](const Alert& other) {
        return overlap(alert, other) && tells_of_feed(alert) == tells_of_feed(other);
      });
      over.ended = std::max(same != ended.end() ? *same->ended : until, over.began);
      POLSO_TRY(book_.save(over, AlertEvent::kEnded, notify::audience(options_.targets, over), now));
      ++looked.ended;
    }
  }
  for (const Lane lane : kLanes) {
    if (!last[index(lane)]) continue;
    const bool fresh = brand.told[index(lane)].id == 0;
    const detect::Change change = fresh ? detect::Change::kOpened : detect::Change::kNone;
    POLSO_TRY(save(brand, {lane, change, *last[index(lane)]}, now, looked));
  }
  return {};
}

Status Watch::note_closing(Brand& brand) {
  for (const Lane lane : kLanes) {
    Told& told = brand.told[index(lane)];
    if (told.id == 0 || told.closed || !brand.watch->shows(lane)) continue;
    POLSO_ASSIGN(const std::optional<AlertRecord> record, book_.alert(told.id));
    if (!record || record->alert.state != AlertState::kClosed) continue;
    told.closed = true;
    brand.watch->close(record->alert.ended.value_or(record->alert.updated), record->alert);
  }
  return {};
}

Status Watch::add_reasons(Told& told, bool anew, Sighting& sighting) {
  Alert& alert = sighting.alert;
  if (!anew && static_cast<double>(alert.posts) < kExplainAgain * static_cast<double>(told.explained)) {
    POLSO_ASSIGN(std::optional<AlertRecord> known, book_.alert(alert.id));
    if (known) {
      alert.drivers = std::move(known->alert.drivers);
      if (alert.cause == Cause::kThread) alert.detail = thread_named(alert.drivers, alert.detail);
      alert.terms = std::move(known->alert.terms);
      alert.examples = std::move(known->alert.examples);
      return {};
    }
  }
  told.explained = alert.posts;
  return explain(store_, sighting);
}

Status Watch::save(Brand& brand, Step step, Millis now, Looked& looked) {
  Told& told = brand.told[index(step.lane)];
  Alert& alert = step.sighting.alert;
  if (step.change == detect::Change::kOpened) told = {};
  if (told.closed) return {};
  const bool fresh = told.id == 0;
  if (fresh && (alert.ended || (!options_.feed_alerts && is_of_feed(alert.cause)))) return {};
  const bool quiet = step.change == detect::Change::kNone;
  if (!fresh && quiet && alert.posts == told.posts && alert.moves.size() == told.moves) return {};

  alert.id = told.id;
  alert.severity = std::max(alert.severity, told.severity);
  std::optional<AlertEvent> event;
  if (fresh || step.change == detect::Change::kReopened) {
    event = AlertEvent::kOpened;
    ++looked.opened;
  } else if (alert.ended) {
    event = AlertEvent::kEnded;
    ++looked.ended;
  } else if (alert.moves.size() > told.moves || alert.severity > told.severity) {
    event = AlertEvent::kGrew;
    ++looked.grew;
  }
  POLSO_TRY(add_reasons(told, event.has_value(), step.sighting));
  const std::vector<std::string> targets =
      event ? notify::audience(options_.targets, alert) : std::vector<std::string>();
  POLSO_ASSIGN(told.id, book_.save(alert, event, targets, now));
  told.severity = alert.severity;
  told.moves = std::max(alert.moves.size(), told.moves);
  told.posts = alert.posts;
  return {};
}

}  // namespace polso
