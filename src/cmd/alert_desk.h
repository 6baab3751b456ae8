// polso alerts list, show, ack, snooze, close, comment: what people do about alerts.
#pragma once

#include "cmd/verbs.h"

namespace polso {

void add_alert_desk(CLI::App& alerts, Action& action);

}  // namespace polso
