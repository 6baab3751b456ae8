// polso models list, show, diff, history, verify: what a registry holds.
#pragma once

#include "cmd/verbs.h"

namespace polso {

/// Adds to `polso models`.
void add_models_look(CLI::App& models, Action& action);

}  // namespace polso
