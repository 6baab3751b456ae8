// polso models add, promote, challenge, withdraw, rollback, gc: what changes a registry.
#pragma once

#include "cmd/verbs.h"

namespace polso {

/// Adds to `polso models`.
void add_models_change(CLI::App& models, Action& action);

}  // namespace polso
