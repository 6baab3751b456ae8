// From settings to what the watch and its backtest are made of.
#pragma once

#include "base/config.h"
#include "mood/estimators.h"
#include "watch/watch.h"

namespace polso {

/// Without targets. kUsage for false_alarms that cannot be read.
[[nodiscard]] Result<WatchOptions> watch_options(const Config& config);

/// Alerts have intervals of 90 %, whatever those of reports are.
[[nodiscard]] EstimatorOptions alert_estimates(const Config& config);

}  // namespace polso
