// A look takes seconds of one core the first time, so it steps back behind everybody who waits for an answer.
#include "cmd/health_watcher.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "cmd/registry_model.h"
#include "registry/registry.h"

namespace polso {
namespace {

constexpr auto kRound = std::chrono::seconds(2);
constexpr Millis kLookEvery = kHour;
constexpr int kNice = 10;

}  // namespace

std::optional<Millis> champion_since(const std::string& registry, const std::string& version) {
  if (registry.empty()) return std::nullopt;
  const auto opened = Registry::open(registry);
  if (!opened) return std::nullopt;
  const auto state = opened->state();
  if (!state || state->champion != version) return std::nullopt;
  const auto last = std::find_if(state->history.rbegin(), state->history.rend(), changes_champion);
  return last == state->history.rend() ? std::nullopt : std::optional(last->time);
}

Result<std::unique_ptr<HealthWatcher>> HealthWatcher::open(const Config& config, Slot<http::Served>& slot,
                                                           Publish publish) {
  std::unique_ptr<HealthWatcher> watcher(new HealthWatcher(slot, std::move(publish)));
  if (const auto model = registry_model(model_setting(config))) watcher->registry_ = model->registry.string();
  const std::string& db = config.text("db");
  POLSO_ASSIGN(watcher->store_, open_store(db));
  POLSO_ASSIGN(watcher->desk_, open_desk(db));
  POLSO_ASSIGN(watcher->book_, open_alert_book(db));
  return watcher;
}

void HealthWatcher::run(const std::stop_token& done) {
  ::setpriority(PRIO_PROCESS, 0, kNice);  // of this thread alone, as Linux has it
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!done.stop_requested()) {
    const Status looked = look(system_now(), done);
    if (!looked && !done.stop_requested() && looked.error().code != Code::kUnavailable &&
        std::exchange(complaint_, looked.error().message) != looked.error().message) {
      log(LogLevel::kWarning, "cannot look after the model: " + looked.error().message);
    }
    std::unique_lock lock(mutex);
    wake.wait_for(lock, done, kRound, [] { return false; });
  }
}

Status HealthWatcher::look(Millis now, const std::stop_token& done) {
  const auto served = slot_->get();
  const std::string id = served->model->bundle().id();
  const bool another = id != model_ || watch_ == nullptr;
  const bool soon = now >= looked_at_ && now - looked_at_ < kLookEvery;
  if (!another && soon && !empty_) return {};
  POLSO_ASSIGN(const std::int64_t version, store_->version());
  if (!another && version == version_) return {};
  if (another) {
    health::HealthOptions options;
    options.stopping = [done] { return done.stop_requested(); };
    watch_ = std::make_unique<health::HealthWatch>(*store_, *desk_, *book_, *served->model, served->quick,
                                                   std::move(options));
    served_ = served;
    model_ = id;
    looked_at_ = kMinTime;
  }
  POLSO_ASSIGN(monitor::ModelHealth health, watch_->look(now, champion_since(registry_, id)));
  looked_at_ = now;
  version_ = version;
  empty_ = health.to == health.from;
  const monitor::Diagnosis& diagnosis = health.all.diagnosis;
  const std::string_view finding = monitor::kFindingNames[static_cast<std::size_t>(diagnosis.finding)];
  if (diagnosis.finding != monitor::Finding::kQuiet && said_ != finding) {
    log(LogLevel::kWarning, fmt::format("the model's health: {}: {}", finding, diagnosis.reason));
  }
  said_ = finding;
  publish_(std::move(health));
  return {};
}

}  // namespace polso
