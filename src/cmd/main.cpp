// The front door: the table of verbs, and the only place that turns errors into exit codes.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <exception>

#include "cmd/verbs.h"

namespace {

constexpr std::array kVerbs{polso::add_alerts, polso::add_check,    polso::add_classify, polso::add_data,
                            polso::add_demo,   polso::add_evaluate, polso::add_forget,   polso::add_ingest,
                            polso::add_label,  polso::add_models,   polso::add_report,   polso::add_retrain,
                            polso::add_serve,  polso::add_train};

int run(int argc, char** argv) {
  CLI::App app("Polso takes the pulse of a company's reputation.", "polso");
  app.set_version_flag("--version", POLSO_VERSION);
  app.require_subcommand(1);
  polso::Action action;
  for (const auto add : kVerbs) add(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : polso::exit_code(polso::Code::kUsage);
  }
  if (const polso::Status status = action(); !status) {
    fmt::print(stderr, "polso: {}\n", status.error().message);
    return polso::exit_code(status.error().code);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "polso: unexpected failure: {}\n", error.what());
    return polso::exit_code(polso::Code::kInternal);
  }
}
