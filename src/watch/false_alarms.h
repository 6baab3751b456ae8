// The setting false_alarms: how often a brand may be alerted without reason.
#pragma once

#include <string_view>

#include "base/result.h"
#include "reputation/detect/thresholds.h"

namespace polso {

/// "1 per brand per 30 days", "0.5 per brand per week", "2 per brand per month" (of 30 days). kUsage otherwise, and for
/// less than 0.05 or more than 30 a month.
[[nodiscard]] Result<detect::Promise> parse_false_alarms(std::string_view text);

}  // namespace polso
