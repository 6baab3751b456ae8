// Settings by their keys.
#include "cmd/watch_options.h"

#include "cmd/show_report.h"
#include "watch/false_alarms.h"

namespace polso {

Result<WatchOptions> watch_options(const Config& config) {
  WatchOptions options;
  POLSO_ASSIGN(options.promise, parse_false_alarms(config.text("false_alarms")));
  options.feed_alerts = config.text("alerts_feed") == "name";
  return options;
}

EstimatorOptions alert_estimates(const Config& config) {
  EstimatorOptions options = estimator_options(config);
  options.confidence = 0.90;
  return options;
}

}  // namespace polso
