// polso models pull: models of the Hugging Face hub.
#pragma once

#include "cmd/verbs.h"

namespace polso {

/// Adds to `polso models`.
void add_models_pull(CLI::App& models, Action& action);

}  // namespace polso
