// polso models gate: may one bundle take another's place? The gate of retraining, for bundles from anywhere.
#pragma once

#include "cmd/verbs.h"

namespace polso {

/// Adds to `polso models`.
void add_models_gate(CLI::App& models, Action& action);

}  // namespace polso
