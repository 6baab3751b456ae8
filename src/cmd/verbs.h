// The verbs of the program. Each has a file of its own: it declares its flags and wires the rooms together.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "base/result.h"

namespace polso {

/// What main runs once the command line is read.
using Action = std::function<Status()>;

/// Each adds its sub-command; when that is chosen, `action` is set.
void add_alerts(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_classify(CLI::App& app, Action& action);
void add_data(CLI::App& app, Action& action);
void add_demo(CLI::App& app, Action& action);
void add_evaluate(CLI::App& app, Action& action);
void add_forget(CLI::App& app, Action& action);
void add_ingest(CLI::App& app, Action& action);
void add_label(CLI::App& app, Action& action);
void add_models(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_retrain(CLI::App& app, Action& action);
void add_serve(CLI::App& app, Action& action);
void add_train(CLI::App& app, Action& action);

}  // namespace polso
