// Compares the Validation's dates with those of the posts.
#include "reputation/calibration_age.h"

namespace polso {

CalibrationAge calibration_age(const Validation& validation, Millis newest) {
  const Result<Millis> to = parse_time(validation.to);
  if (!to) return {};
  const Millis age = newest - *to;
  const Result<Millis> from = parse_time(validation.from);
  const Millis begin = from ? *from : *to;
  const bool old = age > kCalibrationKeeps || begin - newest > kCalibrationKeeps;
  return {old ? CalibrationState::kOld : CalibrationState::kFresh, age};
}

std::string_view name(CalibrationState state) {
  switch (state) {
    case CalibrationState::kFresh:
      return "fresh";
    case CalibrationState::kOld:
      return "old";
    case CalibrationState::kRenewed:
      return "renewed";
    case CalibrationState::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace polso
