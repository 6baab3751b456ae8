// polso train: a recipe in, a Bundle folder out.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "base/file.h"
#include "cmd/default_model.h"
#include "cmd/progress_bar.h"
#include "cmd/verbs.h"
#include "learn/data/data_folders.h"
#include "learn/evaluation_text.h"
#include "learn/train.h"

namespace polso {
namespace {

struct TrainFlags {
  std::string recipe;
  std::string data;
  std::string out;
  std::uint64_t seed = 0;
  CLI::Option* seed_given = nullptr;
};

void show(const Trained& trained, const std::string& out) {
  for (const CleanSet& clean : trained.data) {
    fmt::print("{}: {} rows", clean.set.name, clean.rows_before);
    for (const auto& [word, count] : clean.set.skipped) fmt::print(", {} labelled '{}' left out", count, word);
    for (const auto& [set, count] : clean.removed) fmt::print(", {} removed as equal to {}", count, set);
    fmt::print("\n");
  }
  for (const Measured& test : trained.tests) {
    fmt::print("\n{}\n{}", test.set, evaluation_table(test.evaluation));
  }
  for (const auto& curve : trained.curves) fmt::print("\n{}", curve_table(curve, trained.bundle.cascade->budget));
  fmt::print("\n{} is in '{}'\n", trained.bundle.id(), out);
}

Status run_train(const TrainFlags& flags) {
  POLSO_ASSIGN(const std::string text, read_file(flags.recipe));
  POLSO_ASSIGN(Recipe recipe, parse_recipe(text, flags.recipe));
  if (flags.seed_given->count() > 0) recipe.seed = flags.seed;
  if (recipe.cascade) {
    POLSO_ASSIGN(recipe.cascade->small, find_models(recipe.cascade->small));
    POLSO_ASSIGN(recipe.cascade->large, find_models(recipe.cascade->large));
  }
  if (recipe.checkpoint) {
    POLSO_ASSIGN(recipe.checkpoint->folder, find_models(recipe.checkpoint->folder));
  }
  const std::string out = flags.out.empty() ? "models/" + recipe.name : flags.out;
  POLSO_ASSIGN(const Trained trained, train(recipe, data_folders(flags.data), out, progress_bar()));
  show(trained, out);
  return {};
}

}  // namespace

void add_train(CLI::App& app, Action& action) {
  auto flags = std::make_shared<TrainFlags>();
  CLI::App* verb = app.add_subcommand("train", "Train a model as a recipe says");
  verb->add_option("recipe", flags->recipe, "The recipe, a TOML file (see recipes/)")->required();
  verb->add_option("--data", flags->data, "Folder searched for data sets before those of POLSO_DATA");
  verb->add_option("--out", flags->out, "Folder of the new bundle (default: models/NAME)");
  flags->seed_given = verb->add_option("--seed", flags->seed, "Instead of the recipe's seed");
  verb->callback([flags, &action] { action = [flags] { return run_train(*flags); }; });
}

}  // namespace polso
