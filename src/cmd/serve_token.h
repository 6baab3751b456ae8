// polso serve token: makes, lists and removes tokens.
#pragma once

#include "cmd/verbs.h"

namespace polso {

void add_serve_token(CLI::App& serve, Action& action);

}  // namespace polso
