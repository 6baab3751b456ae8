// Watcher: looks for alerts, tells of them and sends digests while the server runs.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/config.h"
#include "base/slot.h"
#include "http/app.h"
#include "notify/courier.h"
#include "watch/watch.h"

namespace polso {

class Watcher {
 public:
  /// Opens the database for itself. `slot` lives longer: another model in it is taken over, with a replay. kUsage for
  /// settings that cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Watcher>> open(const Config& config, Slot<http::Served>& slot);

  /// A round every ten seconds, until it is asked to stop; an alert that is under way is told first.
  void run(const std::stop_token& done);

 private:
  explicit Watcher(Slot<http::Served>& slot) : slot_(&slot) {}
  void round(Millis now, const std::stop_token& done);
  void look(Millis now, const std::stop_token& done);
  void tell(Millis now);
  void tell_digests(Millis now);
  void complain(std::string& last, const std::string& what);

  Slot<http::Served>* slot_;
  bool looks_ = true;
  WatchOptions options_;
  EstimatorOptions estimates_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<AlertBook> book_;
  std::unique_ptr<notify::Courier> courier_;
  notify::PeriodStart periods_;             // of digests
  std::shared_ptr<Estimators> models_;      // those that the watch knows
  std::unique_ptr<Estimators> estimators_;  // never renewed: an alert does not change because people label
  std::unique_ptr<Watch> watch_;
  std::string look_complaint_, tell_complaint_, digest_complaint_;  // the last ones
};

}  // namespace polso
