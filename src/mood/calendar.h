// Time cut into the hours, days and weeks of a time zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "mood/report.h"

namespace date {
class time_zone;  // NOLINT(readability-identifier-naming): the library's name
}

namespace polso {

/// By the machine's own tables (tzdata). Copies are cheap; any thread.
class Zone {
 public:
  /// UTC.
  Zone() = default;

  /// "Europe/Rome"; kInvalid for a name that the tables do not hold.
  [[nodiscard]] static Result<Zone> find(std::string_view name);

  [[nodiscard]] const std::string& name() const { return name_; }

  /// The start of the step that `time` lies in: on a local clock at the full hour, at midnight, at midnight on Monday.
  /// On whole hours of UTC, since that is how finely Buckets are cut: zones with half hours are rounded down.
  [[nodiscard]] Millis floor(Millis time, Step step) const;

  /// The start of the step after the one that begins at `start`: 23 or 25 hours later when clocks are changed.
  [[nodiscard]] Millis next(Millis start, Step step) const;

  /// What a clock on the wall shows there at `time`, as if it were UTC.
  [[nodiscard]] Millis local(Millis time) const;

 private:
  [[nodiscard]] Millis global(Millis local) const;

  std::string name_ = "UTC";
  const date::time_zone* zone_ = nullptr;  // none: UTC
};

/// The finest step that cuts [from, to) into at most `most` stretches; weeks when none does.
[[nodiscard]] Step finest_step(Millis from, Millis to, std::size_t most);

}  // namespace polso
