// polso models: each group of sub-commands has a function that adds it.
#include "cmd/models_change.h"
#include "cmd/models_gate.h"
#include "cmd/models_health.h"
#include "cmd/models_look.h"
#include "cmd/models_pull.h"
#include "cmd/models_push.h"
#include "cmd/verbs.h"

namespace polso {

void add_models(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("models", "Versions of models in a registry, and models of the Hugging Face hub");
  verb->footer(
      "A registry is a folder: --registry FOLDER, POLSO_REGISTRY or registry = \"FOLDER\" in the config names it, and\n"
      "--model registry:FOLDER (or its @challenger, @VERSION) has any verb judge with what it holds.\n"
      "Example:\n"
      "  polso models add models/en --registry ~/polso-models\n"
      "  polso models promote polso-en@0123456789ab --why 'the first' --registry ~/polso-models\n"
      "  polso serve --registry ~/polso-models");
  verb->require_subcommand(1);
  add_models_pull(*verb, action);
  add_models_push(*verb, action);
  add_models_look(*verb, action);
  add_models_health(*verb, action);
  add_models_gate(*verb, action);
  add_models_change(*verb, action);
}

}  // namespace polso
