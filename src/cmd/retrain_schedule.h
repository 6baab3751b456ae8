// RetrainSchedule: the server retrains now and then, in a process of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "base/config.h"

namespace polso {

class RetrainSchedule {
 public:
  /// Nothing when the setting "retrain" is off. kUsage when it is on and there is no registry.
  [[nodiscard]] static Result<std::unique_ptr<RetrainSchedule>> open(const Config& config);

  /// Looks every half minute, and when it is time runs `polso retrain --if-needed` to its end, or ends it when asked to
  /// stop; it goes on where it was at the next start. The time of the last run is that of REGISTRY/retrain.last, so
  /// that a restart neither repeats nor forgets one.
  void run(const std::stop_token& done) const;

 private:
  RetrainSchedule(const Config& config, Millis every);
  [[nodiscard]] bool is_due(Millis now) const;
  void retrain(const std::stop_token& done) const;

  std::filesystem::path registry_;
  std::string db_, then_;
  Millis every_;
};

/// Whether it is time: never run before, or not for `every`; a last run in the future (a clock that went back) counts
/// as one of now.
[[nodiscard]] bool retraining_is_due(std::optional<Millis> last, Millis now, Millis every);

}  // namespace polso
