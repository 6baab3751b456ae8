// The rule is watch/live_band.h; here are its figures, and what follows.
#include "cmd/fallback.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"
#include "cmd/audit_log.h"
#include "monitor/unlabelled.h"
#include "notify/audience.h"
#include "notify/story.h"
#include "registry/registry.h"
#include "reputation/calibration_age.h"

namespace polso {
namespace {

constexpr Millis kLookEvery = 10 * kMinute;
constexpr std::size_t kMostLabels = 10'000;
constexpr std::string_view kBy = "polso serve";
constexpr int kSeverity = 4;  // somebody should look today

}  // namespace

Result<std::unique_ptr<Fallback>> Fallback::open(const Config& config) {
  std::unique_ptr<Fallback> fallback(new Fallback);
  const std::string& db = config.text("db");
  POLSO_ASSIGN(fallback->store_, open_store(db));
  POLSO_ASSIGN(fallback->desk_, open_desk(db));
  POLSO_ASSIGN(fallback->book_, open_alert_book(db));
  POLSO_ASSIGN(fallback->targets_, config.targets(process_environment()));
  return fallback;
}

Status Fallback::look(const Contenders& contenders, const Classifier& model, Millis now) {
  if (now >= looked_at_ && now - looked_at_ < kLookEvery) return {};
  looked_at_ = now;
  const Bundle& bundle = model.bundle();
  const RegistryEvent* coronation = contenders.coronation();
  const auto promised = validated_low(bundle);
  const bool new_champion = coronation != nullptr && coronation->kind == RegistryEventKind::kPromoted &&
                            coronation->version == bundle.id() && !contenders.state().before.empty();
  if (!new_champion || !promised || now - coronation->time > BandOptions().watched) return {};
  POLSO_ASSIGN(const LiveFigures live, figures(bundle, coronation->time, now));
  const auto broken = broken_band(*promised, live, coronation->time, now);
  if (!broken) return {};
  POLSO_ASSIGN(Registry registry, Registry::open(contenders.folder()));
  const Deed deed{.by = std::string(kBy), .why = *broken, .now = now};
  POLSO_ASSIGN(const RegistryEvent event, registry.rollback(deed, bundle.id()));
  const std::string sentence = fmt::format("{} was rolled back to {}: {}", bundle.id(), event.version, *broken);
  log(LogLevel::kError, sentence);
  POLSO_TRY(audit(contenders.folder(), event));
  return tell(event, now);
}

/// An old validation is no ground for an estimate that overthrows a champion: of all models alike it promises too much.
Result<LiveFigures> Fallback::figures(const Bundle& bundle, Millis promoted, Millis now) {
  LiveFigures live;
  Histogram window;
  BucketQuery query{.brand = {}, .model = bundle.id(), .source = {}, .lang = {}};
  query.from = floor_time(promoted, kHour);
  POLSO_TRY(store_->each_bucket(query, [&](const BucketKey&, const Histogram& histogram) { window += histogram; }));
  live.posts = window.total();
  const bool fresh = calibration_age(bundle.validation, now).state == CalibrationState::kFresh;
  const auto watch = monitor::AccuracyWatch::make(bundle.validation, bundle.decision_weight);
  if (watch && fresh && live.posts > 0) live.estimated = watch->estimate(window).moving.macro_recall;
  POLSO_ASSIGN(live.by_labels, by_labels(bundle.id(), promoted));
  return live;
}

/// Of posts that the model judged as they came and that chance drew.
Result<std::optional<Estimate>> Fallback::by_labels(const std::string& model, Millis promoted) {
  FeedbackQuery query;
  query.from = promoted;
  query.kind = FeedbackKind::kAudit;
  query.limit = kMostLabels;
  POLSO_ASSIGN(const std::vector<JudgedPost> judged, desk_->feedback(query));
  LabelTable table{};
  for (const JudgedPost& post : judged) {
    if (post.stored.model == model) ++table[index(post.feedback.label)][index(post.stored.verdict.label)];
  }
  return labelled_recall(table);
}

/// The alert stays open until a person has seen to it.
Status Fallback::tell(const RegistryEvent& rollback, Millis now) {
  Alert alert;
  alert.brand = "Polso";
  alert.model = rollback.version;
  alert.began = alert.noticed = alert.updated = now;
  alert.severity = kSeverity;
  alert.cause = Cause::kModel;
  alert.detail = fmt::format("{}{}{}", rollback.version, notify::kRolledBackFrom, rollback.was);
  POLSO_ASSIGN(const std::int64_t id, book_->save(alert, AlertEvent::kOpened, notify::audience(targets_, alert), now));
  AlertNote note{.act = AlertAct::kComment, .at = now, .by = std::string(kBy), .text = rollback.why, .until = {}};
  return book_->add_note(id, note);
}

}  // namespace polso
