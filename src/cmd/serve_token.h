// polso serve token: makes, lists and removes tokens; and the one that a server is given with its environment.
#pragma once

#include <string>

#include "base/result.h"
#include "cmd/verbs.h"

namespace polso {

void add_serve_token(CLI::App& serve, Action& action);

/// Where secrets come as variables (a Space, a container): POLSO_WRITE_TOKEN is the token "environment", which may
/// write, until a server starts without it. kUsage when it is too short; kExists when it is another token too.
[[nodiscard]] Status take_token_of_environment(const std::string& db);

}  // namespace polso
