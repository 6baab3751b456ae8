// Calibration age: whether a model's errors were measured too long before the posts that it now judges.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "bundle/bundle.h"

namespace polso {

/// TweetEval's validation posts end with 2015, its test posts begin in November 2016: the error of the corrected shares
/// grows by four tenths over that distance, and a 90 % interval without `drifted` covers seven in ten. No public set
/// tells the course in between, so we warn at half of it.
inline constexpr Millis kCalibrationKeeps = 180 * kDay;

/// kRenewed: people labelled enough fresh posts, so the Validation's age does not matter (renewal.h).
enum class CalibrationState : unsigned char { kFresh, kOld, kUnknown, kRenewed };

/// "fresh", "old", "unknown", "renewed".
[[nodiscard]] std::string_view name(CalibrationState state);

struct CalibrationAge {
  CalibrationState state = CalibrationState::kUnknown;
  Millis age = 0;  // from the last validation post to the last post judged; negative when these are older
};

/// `newest` is the time of the newest post judged. Never kRenewed; kUnknown when the Validation says no date, or one
/// that cannot be read. Posts from before the Validation began, by more than kCalibrationKeeps, are as far from it:
/// kOld too.
[[nodiscard]] CalibrationAge calibration_age(const Validation& validation, Millis newest);

}  // namespace polso
