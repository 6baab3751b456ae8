// Fallback: rolls back a new champion whose live figures break its validated band.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/config.h"
#include "base/target.h"
#include "classify/classifier.h"
#include "cmd/contenders.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "store/store.h"
#include "watch/live_band.h"

namespace polso {

/// One thread.
class Fallback {
 public:
  /// Opens the database for itself.
  [[nodiscard]] static Result<std::unique_ptr<Fallback>> open(const Config& config);

  /// Looks at the figures of `model`, if it is the registry's champion, promoted within the last week, with a champion
  /// before it. Every ten minutes; in between it does nothing. When the band is broken: rolls back, writes a line of
  /// both logs, and tells the targets with an alert of cause kModel. kExists when somebody else changed the champion.
  [[nodiscard]] Status look(const Contenders& contenders, const Classifier& model, Millis now);

 private:
  Fallback() = default;
  [[nodiscard]] Result<LiveFigures> figures(const Bundle& bundle, Millis promoted, Millis now);
  [[nodiscard]] Result<std::optional<Estimate>> by_labels(const std::string& model, Millis promoted);
  [[nodiscard]] Status tell(const RegistryEvent& rollback, Millis now);

  std::unique_ptr<Store> store_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<AlertBook> book_;
  std::vector<Target> targets_;
  Millis looked_at_ = kMinTime;
};

}  // namespace polso
