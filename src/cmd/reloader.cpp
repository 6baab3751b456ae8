// Both ways end in App::replace_served().
#include "cmd/reloader.h"

#include <fmt/format.h>

#include <condition_variable>
#include <set>
#include <utility>

#include "base/log.h"
#include "cmd/audit_log.h"
#include "cmd/default_model.h"
#include "cmd/registry_model.h"
#include "cmd/served.h"
#include "registry/registry.h"

namespace polso {
namespace {

constexpr auto kLook = std::chrono::milliseconds(500);
constexpr auto kTryAgain = std::chrono::seconds(30);

/// Of the bundles whose figures can be corrected.
std::set<std::string> ids_of(const http::Served& served) {
  std::set<std::string> ids;
  for (const Bundle& bundle : served.estimators->bundles()) ids.insert(bundle.id());
  return ids;
}

}  // namespace

Reloader::Reloader(SettingFlags flags, Config config, std::string found, Slot<http::Served>& slot, http::App& app)
    : flags_(std::move(flags)), config_(std::move(config)), found_(std::move(found)), slot_(slot), app_(app) {}

void Reloader::read_config_again() {
  const std::lock_guard lock(mutex_);
  const Status done = take_config();
  done ? log(LogLevel::kInfo, fmt::format("config read again; the model is {}", slot_.get()->model->bundle().id()))
       : log(LogLevel::kError, "the config was not taken over, all stays as it was: " + done.error().message);
}

Status Reloader::take_config() {
  POLSO_ASSIGN(Config config, flags_.load());
  POLSO_ASSIGN(std::string found, find_models(model_setting(config)));
  POLSO_ASSIGN(http::Served next, served_of(config, found));
  POLSO_TRY(app_.replace_served(std::move(next)));
  config_ = std::move(config);
  found_ = std::move(found);
  seen_ = 0;
  return {};
}

void Reloader::follow_registry(const std::stop_token& done) {
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!done.stop_requested()) {
    look(std::chrono::steady_clock::now());
    std::unique_lock lock(mutex);
    wake.wait_for(lock, done, kLook, [] { return false; });
  }
}

void Reloader::look(Instant now) {
  const std::lock_guard lock(mutex_);
  const auto model = registry_model(model_setting(config_));
  if (!model) return;
  const auto registry = Registry::open(model->registry);
  const std::uint64_t revision = registry ? registry->revision() : 0;
  if (registry && revision == seen_ && now < again_at_) return;
  if (!registry && now < again_at_ && !complaint_.empty()) return;
  seen_ = revision;
  const Status taken = registry ? take_version() : Status(std::unexpected(registry.error()));
  again_at_ = taken ? Instant::max() : now + kTryAgain;
  taken ? complaint_.clear() : complain(taken.error().message);
}

Status Reloader::take_version() {
  POLSO_ASSIGN(std::string found, find_models(model_setting(config_)));
  const auto before = slot_.get();
  const bool same_model = found == found_;
  auto next = same_model ? served_of(config_, before->model) : served_of(config_, found);
  POLSO_TRY(next);
  if (same_model && ids_of(*next) == ids_of(*before)) return {};
  POLSO_TRY(app_.replace_served(std::move(*next)));
  found_ = std::move(found);
  if (same_model) return {};
  const std::string& now = slot_.get()->model->bundle().id();
  const std::string& was = before->model->bundle().id();
  log(LogLevel::kInfo, fmt::format("the model is {} now, as the registry says; it was {}", now, was));
  const AuditLog audit(registry_model(model_setting(config_))->registry, "polso serve");
  const Status noted = audit.add("take over", fmt::format("{} answers now, in place of {}", now, was), system_now());
  if (!noted) log(LogLevel::kError, noted.error().message);
  return {};
}

/// Once, not twice a second.
void Reloader::complain(const std::string& what) {
  if (std::exchange(complaint_, what) == what) return;
  log(LogLevel::kError, fmt::format("the registry's model cannot be taken over, {} goes on answering: {}",
                                    slot_.get()->model->bundle().id(), what));
}

}  // namespace polso
