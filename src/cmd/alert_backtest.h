// polso alerts backtest: replays what is stored.
#pragma once

#include "cmd/verbs.h"

namespace polso {

void add_alert_backtest(CLI::App& alerts, Action& action);

}  // namespace polso
