// SecondLook: champion and challenger judge posts that another model judged first, while the server runs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "base/config.h"
#include "base/slot.h"
#include "cmd/audit_log.h"
#include "cmd/contenders.h"
#include "cmd/fallback.h"
#include "http/context.h"
#include "store/opinions.h"

namespace polso {

/// Shadow: the challenger judges what comes, and the days before, without being shown. After a promotion the new
/// champion judges the same days again, the newest first, so that its figures are there for them too; and when its live
/// figures break its validated band it is rolled back (cmd/fallback.h). Small batches at
/// low priority with pauses three times as long; what was done is in the database, so a restart goes on from there.
class SecondLook {
 public:
  using Publish = std::function<void(http::Succession)>;

  /// Opens the database for itself. `slot` lives longer; `publish` is called at once, and by run()
  /// whenever there is news. Does
  /// nothing when the settings' model is not the champion of a registry.
  [[nodiscard]] static Result<std::unique_ptr<SecondLook>> open(const Config& config, Slot<http::Served>& slot,
                                                                Publish publish);

  /// Until it is asked to stop.
  void run(const std::stop_token& done);

 private:
  SecondLook(Slot<http::Served>& slot, Publish publish) : slot_(&slot), publish_(std::move(publish)) {}
  [[nodiscard]] bool round(Millis now);
  void announce();
  [[nodiscard]] Status follow(Millis now);
  [[nodiscard]] Status compare(Millis now);
  [[nodiscard]] Result<bool> judge(const Classifier& model, Way way, Millis from);
  void complain(const Status& status);

  Slot<http::Served>* slot_;
  Publish publish_;
  std::optional<Contenders> contenders_;
  std::unique_ptr<Opinions> opinions_;
  std::unique_ptr<Fallback> fallback_;
  std::optional<GateCounter> gate_;
  http::Succession succession_;
  Millis reach_ = 0;  // how far back it goes
  Millis compared_at_ = kMinTime;
  bool judged_ = false;            // since then
  std::set<std::string> reached_;  // models whose way back is done; what comes late is on the way forward
  std::string complaint_;          // the last one
};

}  // namespace polso
