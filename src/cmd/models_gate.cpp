// polso models gate: may one bundle take another's place? The gate of retraining, for bundles from anywhere.
#include "cmd/models_gate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/file.h"
#include "cmd/default_model.h"
#include "cmd/gate_text.h"
#include "cmd/progress_bar.h"
#include "cmd/serving_trial.h"
#include "cmd/settings.h"
#include "learn/data/data_folders.h"
#include "learn/gate/gate_json.h"
#include "learn/recipe.h"
#include "learn/retrain/base_data.h"
#include "report/html/gate_page.h"

namespace polso {
namespace {

struct GateFlags {
  std::string candidate, against, recipe, page;
  bool no_trial = false;
  bool json = false;
};

Result<Contender> contender_of(const std::string& name) {
  POLSO_ASSIGN(std::filesystem::path folder, find_model(name));
  POLSO_ASSIGN(auto model, open_classifier(folder.string()));
  return Contender{std::move(model), std::move(folder)};
}

/// The frozen sets of --recipe, else of the recipe that the candidate was made by.
Result<std::vector<GateSet>> frozen_sets(const GateFlags& flags, const Classifier& candidate) {
  std::string text = candidate.bundle().recipe;
  if (!flags.recipe.empty()) {
    POLSO_ASSIGN(text, read_file(flags.recipe, std::size_t{1} << 24));
  }
  if (text.empty()) return fail(Code::kUsage, "the candidate does not tell its recipe: name one with --recipe");
  POLSO_ASSIGN(const Recipe recipe, parse_recipe(text, flags.recipe.empty() ? "the candidate's recipe" : flags.recipe));
  POLSO_ASSIGN(BaseData base, load_base(recipe, data_folders()));
  return std::move(base.frozen);
}

Status run_gate(const GateFlags& flags, const SettingFlags& settings) {
  POLSO_ASSIGN(const Config config, settings.load());
  POLSO_ASSIGN(const Contender candidate, contender_of(flags.candidate));
  std::optional<Contender> champion;
  if (!flags.against.empty()) {
    POLSO_ASSIGN(champion, contender_of(flags.against));
  }
  POLSO_ASSIGN(const std::vector<GateSet> sets, frozen_sets(flags, *candidate.model));
  POLSO_ASSIGN(const auto behaviour, parse_behaviour(behaviour_text(candidate.model->bundle().lang)));
  const MeasureServing serving = flags.no_trial ? MeasureServing() : MeasureServing(try_serving);
  POLSO_ASSIGN(const GateVerdict verdict, pass_gate(champion ? &*champion : nullptr, candidate, sets, behaviour,
                                                    serving, GateOptions{}, progress_bar()));
  if (!flags.page.empty()) {
    POLSO_TRY(write_file(flags.page, render_gate_page(verdict, parse_lang(config.text("lang")).value())));
  }
  if (flags.json) {
    fmt::print("{}\n", gate_json(verdict));
  } else {
    show_verdict(verdict);
  }
  if (verdict.passed) return {};
  return fail(Code::kRefused, fmt::format("the gate says no: {}", fmt::join(verdict.reasons, "; ")));
}

}  // namespace

void add_models_gate(CLI::App& models, Action& action) {
  auto flags = std::make_shared<GateFlags>();
  CLI::App* gate =
      models.add_subcommand("gate", "Ask whether one bundle may take another's place; exit code 3 says no");
  const SettingFlags settings(*gate, {"lang"});
  gate->add_option("candidate", flags->candidate, "A bundle, or a model as --model takes it")->required();
  gate->add_option("--against", flags->against, "The one whose place it would take (default: none is compared with)");
  gate->add_option("--recipe", flags->recipe, "Whose validation and test sets judge (default: the candidate's own)");
  gate->add_option("--page", flags->page, "A file for the verdict as a page");
  gate->add_flag("--no-trial", flags->no_trial, "Do not try them in a server of their own");
  gate->add_flag("--json", flags->json, "One JSON document on standard output");
  gate->callback([&action, flags, settings] { action = [=] { return run_gate(*flags, settings); }; });
}

}  // namespace polso
