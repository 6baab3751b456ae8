// polso models health.
#pragma once

#include "cmd/verbs.h"

namespace polso {

void add_models_health(CLI::App& models, Action& action);

}  // namespace polso
