// HealthWatcher: looks after the served model's health while the server runs.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/config.h"
#include "base/slot.h"
#include "http/app.h"
#include "monitor/model_health.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "store/store.h"
#include "watch/health/health_watch.h"

namespace polso {

class HealthWatcher {
 public:
  using Publish = std::function<void(monitor::ModelHealth)>;

  /// Opens the database for itself. `slot` lives longer; `publish` is called by run() after each look.
  [[nodiscard]] static Result<std::unique_ptr<HealthWatcher>> open(const Config& config, Slot<http::Served>& slot,
                                                                   Publish publish);

  /// At low priority: a look at the start, after the model has changed, then every hour in which something came into
  /// the database, and without posts as soon as there are some; until it is asked to stop.
  void run(const std::stop_token& done);

 private:
  HealthWatcher(Slot<http::Served>& slot, Publish publish) : slot_(&slot), publish_(std::move(publish)) {}
  [[nodiscard]] Status look(Millis now, const std::stop_token& done);

  Slot<http::Served>* slot_;
  Publish publish_;
  std::string registry_;  // its folder, if the model is its champion
  std::unique_ptr<Store> store_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<AlertBook> book_;
  std::shared_ptr<const http::Served> served_;  // whose model is watched
  std::unique_ptr<health::HealthWatch> watch_;
  std::string model_;          // its id
  std::int64_t version_ = -1;  // of the database at the last look
  Millis looked_at_ = kMinTime;
  bool empty_ = false;     // it found no posts
  std::string said_;       // the last finding
  std::string complaint_;  // the last one
};

/// When the version became champion of the registry in that folder; nothing when it is not, or the folder is none.
[[nodiscard]] std::optional<Millis> champion_since(const std::string& registry, const std::string& version);

}  // namespace polso
