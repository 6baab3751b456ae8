// polso alerts: each sub-command has a function that adds it.
#include <memory>

#include "cmd/alert_backtest.h"
#include "cmd/alert_desk.h"
#include "cmd/alert_trial.h"
#include "cmd/verbs.h"

namespace polso {

void add_alerts(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("alerts", "Alerts and who is told of them");
  verb->require_subcommand(1);
  add_alert_trial(*verb, action);
  add_alert_backtest(*verb, action);
  add_alert_desk(*verb, action);
}

}  // namespace polso
