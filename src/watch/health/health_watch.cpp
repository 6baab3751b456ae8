// One look: the newest posts, the full windows before them, labels, alerts; then part by part.
#include "watch/health/health_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/utf8.h"
#include "monitor/aging.h"
#include "reputation/calibration_age.h"
#include "watch/health/signs.h"
#include "watch/health/track.h"

namespace polso::health {

using monitor::ModelHealth;
using monitor::SliceHealth;
using monitor::SliceKind;

namespace {

constexpr Millis kPromotedLately = 7 * kDay;
constexpr std::size_t kShownText = 280;  // bytes
constexpr std::size_t kPartRounds = 49;  // of parts: Usual, which remembers sixty windows, is no finer
constexpr std::size_t kAllRounds = 99;
constexpr std::size_t kMostKnown = 120;  // parts: one that comes and goes is not computed anew each time
constexpr std::uint64_t kNewestSeed = 0x9E3779B97F4A7C15U;

const PartKey& everything() {
  static const PartKey all;
  return all;
}

Posts pointers(const std::vector<HealthPost>& posts) {
  Posts result;
  result.reserve(posts.size());
  for (const HealthPost& post : posts) result.push_back(&post);
  return result;
}

/// Its first whole characters.
std::string beginning(const std::string& text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = end + decode_utf8(std::string_view(text).substr(end)).length;
    if (next > kShownText) return text.substr(0, end) + "…";
    end = next;
  }
  return text;
}

std::uint64_t seed_of_part(const PartKey& part, Millis from) {
  const auto kind = std::string(monitor::kSliceKindNames[static_cast<std::size_t>(part.kind)]);
  return seed_of(kind + "/" + part.name, static_cast<std::uint64_t>(from / kHour));
}

}  // namespace

std::optional<Estimate> validated_band(const Bundle& bundle) {
  std::optional<Estimate> band;
  for (const char* name : {"validation.macro_recall", "test.macro_recall"}) {
    const auto found = bundle.metrics.find(name);
    if (found == bundle.metrics.end()) continue;
    const Estimate here{found->second.value, found->second.low, found->second.high};
    if (!band || here.low < band->low) band = here;
  }
  return band;
}

/// What all parts look at.
struct HealthWatch::Scene {
  Posts window, reference, month;
  const Labels* labels = nullptr;
  std::vector<Alert> open;
  monitor::CellEvidence evidence;
  std::optional<monitor::AccuracyWatch> shown;     // refreshed by the audit, when that is needed and possible
  std::optional<monitor::AccuracyWatch> promised;  // what the validation promises: labels are held against it
  std::optional<Estimate> band;                    // to be held against the estimate; nothing: it is not to be trusted
  bool promoted_lately = false;
  bool comparable = false;  // there is reference enough before the window
  Millis from = 0;
};

HealthWatch::HealthWatch(Store& store, Desk& desk, AlertBook& book, const Classifier& model, bool judges_others,
                         HealthOptions options)
    : store_(&store),
      desk_(&desk),
      book_(&book),
      model_(&model),
      options_(std::move(options)),
      reader_(store, model_->bundle().id(), judges_others ? model_ : nullptr),
      days_(reader_, options_.day_most) {}

Result<HealthWatch::Newest> HealthWatch::newest(Millis now) {
  POLSO_ASSIGN(const auto last, reader_.newest(kMinTime, now + 1, 1));
  if (last.empty()) return Newest{};
  Newest newest;
  newest.to = last.front().at + 1;
  newest.from = newest.to - kDay;
  POLSO_ASSIGN(newest.posts, reader_.read(newest.from, newest.to, options_.window_most));
  if (newest.posts.size() >= options_.window_posts) return newest;
  POLSO_ASSIGN(newest.posts, reader_.newest(newest.to - options_.reference, newest.to, options_.window_posts));
  newest.from = std::min(newest.from, newest.posts.back().at);
  return newest;
}

bool HealthWatch::has_reference(Millis from) const {
  const auto& counts = days_.counts();
  return !counts.empty() && counts.begin()->first + options_.least_reference <= from;
}

/// Computes what is not known yet of a full window.
Status HealthWatch::know(const Window& window, const std::vector<PartKey>& parts,
                         const monitor::CellEvidence& evidence) {
  const auto unknown = [&](const PartKey& part) {
    const auto& of_part = known_[part];
    const auto found = of_part.find(window.from);
    return found == of_part.end() || found->second.window.posts != window.posts || found->second.window.to != window.to;
  };
  std::vector<PartKey> wanted;
  std::ranges::copy_if(parts, std::back_inserter(wanted), unknown);
  if (wanted.empty()) return {};
  Posts posts, reference;
  if (has_reference(window.from)) {
    POLSO_ASSIGN(posts, days_.posts(window.from, window.to));
    POLSO_ASSIGN(reference, days_.posts(window.from - options_.reference, window.from));
  }
  for (const PartKey& part : wanted) {
    const CompareOptions how{.rounds = part.kind == SliceKind::kAll ? kAllRounds : kPartRounds,
                             .seed = seed_of_part(part, window.from)};
    known_[part][window.from] = {window, compare(evidence, part_of(reference, part), part_of(posts, part), how)};
  }
  return {};
}

Status HealthWatch::replay(const std::vector<PartKey>& parts, const monitor::CellEvidence& evidence, Millis until) {
  windows_ = windows_of(days_.counts(), until, options_.window);
  if (windows_.size() > options_.windows) {
    windows_.erase(windows_.begin(), windows_.end() - static_cast<std::ptrdiff_t>(options_.windows));
  }
  const Millis needed = until - options_.month - kDay;  // by the newest window and for the labels
  for (const Window& window : windows_) {
    if (options_.stopping()) return fail(Code::kUnavailable, "asked to stop");
    days_.forget(std::min(needed, floor_time(window.from - options_.reference, kDay)));
    POLSO_TRY(know(window, parts, evidence));
  }
  days_.forget(needed);
  if (known_.size() > kMostKnown) {
    std::erase_if(known_, [&](const auto& entry) { return std::ranges::find(parts, entry.first) == parts.end(); });
  }
  for (auto& [part, of_part] : known_) {
    if (!windows_.empty()) of_part.erase(of_part.begin(), of_part.lower_bound(windows_.front().from));
  }
  return {};
}

SliceHealth HealthWatch::slice(const Scene& scene, const PartKey& part, WindowFigures& figures) const {
  const Posts window = part_of(scene.window, part);
  const Posts month = part_of(scene.month, part);
  SliceHealth health;
  health.kind = part.kind;
  health.name = part.name;
  health.posts = window.size();
  Track track(seed_of_part(part, 0), options_.promise);
  const auto known = known_.find(part);
  for (const Window& full : windows_) {
    if (known == known_.end()) break;
    const auto found = known->second.find(full.from);
    if (found != known->second.end()) track.add(full.from, found->second.figures);
  }
  if (scene.comparable) {
    figures = compare(scene.evidence, part_of(scene.reference, part), window,
                      {.rounds = options_.rounds, .seed = seed_of_part(part, scene.from) ^ kNewestSeed});
  }
  health.reference = figures.reference;
  health.enough = figures.enough;
  health.windows = track.windows();
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) health.drift[f] = {figures.figures[f], track.of(f)};

  const Histogram of_month = weighted_histogram_of(month);
  const std::vector<monitor::Checked> audit = scene.labels->audit(part, month);
  health.labelled = monitor::labelled_accuracy(audit, scene.labels->feedback(part), of_month);
  if (audit.size() >= monitor::kFewestForReliability) health.reliability = monitor::reliability_of(audit);
  if (scene.shown) {
    health.unlabelled = scene.shown->estimate(histogram_of(window));
    health.month = scene.shown->estimate(of_month);
  }

  const FromAlerts alerts = from_alerts(scene.open, part, scene.window);
  monitor::Signs signs;
  signs.mood_moved = alerts.mood_moved || track.of(monitor::kMoodFigure) == monitor::Alarm::kDrift;
  for (std::size_t f = 0; f < monitor::kInputFigures; ++f) signs.input[f] = track.of(f);
  signs.mood_explains = track.explained(alerts.since, figures);
  signs.shape = track.of(monitor::kShapeFigure);
  if (scene.promised) signs.unlabelled = scene.promised->estimate(of_month);
  if (health.labelled.audited > 0) signs.labelled = health.labelled;
  if (part.kind == SliceKind::kAll && scene.band) signs.band = *scene.band;
  signs.promoted_lately = scene.promoted_lately;
  signs.feed = alerts.feed;
  health.diagnosis = monitor::diagnose(signs);
  return health;
}

Status HealthWatch::add_strangest(const Scene& scene, const WindowFigures& figures, ModelHealth& health) {
  for (const std::size_t position : figures.strangest) {
    const HealthPost& strange = *scene.window[position];
    if (strange.labelled) continue;
    POLSO_ASSIGN(const auto stored, store_->post(strange.source, strange.id));
    if (!stored) continue;
    const Post& post = stored->post;
    health.strangest.push_back({post.source, post.id, post.brand, post.lang, beginning(post.text)});
  }
  return {};
}

Result<ModelHealth> HealthWatch::look(Millis now, std::optional<Millis> promoted) {
  const Bundle& bundle = model_->bundle();
  ModelHealth health;
  health.model = bundle.id();
  health.band = validated_band(bundle);
  health.promise = options_.promise;
  POLSO_ASSIGN(const Newest recent, newest(now));
  health.from = recent.from;
  health.to = recent.to;
  if (recent.posts.empty()) return health;
  health.reference_from = recent.from - options_.reference;
  health.month_from = recent.to - options_.month;

  POLSO_ASSIGN(auto counts, reader_.counts(kMinTime, recent.to, kDay));
  days_.learn(std::move(counts));
  POLSO_ASSIGN(const Labels labels, Labels::read(*desk_, reader_, health.month_from, recent.to));
  Scene scene;
  scene.from = recent.from;
  scene.window = pointers(recent.posts);
  scene.labels = &labels;
  health.aged = calibration_age(bundle.validation, recent.to).state != CalibrationState::kFresh;
  monitor::AccuracyWatchOptions accuracy;
  if (health.aged) accuracy.aging = monitor::measured_aging();
  const auto make = [&]() -> std::optional<monitor::AccuracyWatch> {
    const auto made = monitor::AccuracyWatch::make(bundle.validation, bundle.decision_weight, accuracy);
    return made ? std::optional(*made) : std::nullopt;
  };
  scene.promised = scene.shown = make();
  if (scene.promised) scene.evidence = scene.promised->evidence();
  const auto audit = labels.audit(everything());
  if (health.aged && audit.size() >= options_.fewest_audited) {
    accuracy.audit = by_truth(audit);
    scene.shown = make();
    health.refreshed_by = audit.size();
  }
  health.trusted = scene.shown && (!health.aged || health.refreshed_by > 0);
  if (health.trusted) scene.band = health.band;
  scene.promoted_lately = promoted && recent.to - *promoted <= kPromotedLately;
  AlertQuery open;
  open.state = AlertState::kOpen;
  POLSO_ASSIGN(auto records, book_->alerts(open));
  for (AlertRecord& record : records) scene.open.push_back(std::move(record.alert));

  std::vector<PartKey> parts = busiest_parts(scene.window, options_.part);
  parts.insert(parts.begin(), everything());
  POLSO_TRY(replay(parts, scene.evidence, floor_time(recent.to, kDay)));
  scene.comparable = has_reference(recent.from);
  POLSO_ASSIGN(scene.reference, days_.posts(health.reference_from, recent.from));
  POLSO_ASSIGN(scene.month, days_.posts(health.month_from, recent.to));
  for (const PartKey& part : parts) {
    if (options_.stopping()) return fail(Code::kUnavailable, "asked to stop");
    WindowFigures figures;
    SliceHealth of_part = slice(scene, part, figures);
    if (part.kind == SliceKind::kAll) {
      health.all = std::move(of_part);
      POLSO_TRY(add_strangest(scene, figures, health));
    } else {
      health.slices.push_back(std::move(of_part));
    }
  }
  return health;
}

}  // namespace polso::health
