// Reloader: replaces what the server serves, between two batches, when its config or its registry says so.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string>

#include "base/config.h"
#include "base/slot.h"
#include "cmd/settings.h"
#include "http/app.h"

namespace polso {

/// Whoever took the old thing out of the slot answers with it to the end, so no request is dropped. What cannot be
/// taken over leaves all as it was, and says so in the log. Any thread.
class Reloader {
 public:
  /// `found`: where the model in `slot` lies. `slot` and `app` live longer.
  Reloader(SettingFlags flags, Config config, std::string found, Slot<http::Served>& slot, http::App& app);

  /// Model, brands, estimates and language change; addresses and limits stay.
  void read_config_again();

  /// Looks at the registry twice a second, if the model is of one, until it is asked to stop: another champion is taken
  /// over, and the figures of versions that are new can be corrected.
  void follow_registry(const std::stop_token& done);

 private:
  using Instant = std::chrono::steady_clock::time_point;
  [[nodiscard]] Status take_config();
  [[nodiscard]] Status take_version();
  void look(Instant now);
  void complain(const std::string& what);

  std::mutex mutex_;  // one replaces at a time
  SettingFlags flags_;
  Config config_;
  std::string found_;
  Slot<http::Served>& slot_;
  http::App& app_;
  std::uint64_t seen_ = 0;             // the registry's revision
  Instant again_at_ = Instant::max();  // after a failure
  std::string complaint_;              // the last one
};

}  // namespace polso
