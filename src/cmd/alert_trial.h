// polso alerts test: tells a target of something invented.
#pragma once

#include "cmd/verbs.h"

namespace polso {

void add_alert_trial(CLI::App& alerts, Action& action);

}  // namespace polso
