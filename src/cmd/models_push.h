// polso models push: a model, a data set or an application onto the Hugging Face hub, once it is proved.
#pragma once

#include "cmd/verbs.h"

namespace polso {

/// Adds to `polso models`.
void add_models_push(CLI::App& models, Action& action);

}  // namespace polso
