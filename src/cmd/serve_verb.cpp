// polso serve: the program as it runs every day, and its tokens.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "cmd/serve.h"
#include "cmd/serve_token.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"

namespace polso {

void add_serve(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("serve", "Serve the page, the API and the metrics; 'serve token' makes tokens");
  const SettingFlags flags(
      *verb,
      {"db",         "model",     "registry",  "canary",          "second_look", "precision",       "budget",
       "confidence", "min_posts", "lang",      "listen",          "tokens",      "hosts",           "origins",
       "access_log", "max_body",  "max_batch", "max_connections", "max_waiting", "request_seconds", "idle_seconds"});
  const auto threads = std::make_shared<unsigned>(0);
  verb->add_option("--threads", *threads, "Threads of the network, and as many that work (default: one a core)")
      ->check(CLI::Range(1, 256));
  add_serve_token(*verb, action);
  verb->require_subcommand(0, 1);
  verb->callback([&action, verb, flags, threads] {
    if (!verb->get_subcommands().empty()) return;
    action = [flags, threads] { return serve(flags, *threads); };
  });
}

}  // namespace polso
