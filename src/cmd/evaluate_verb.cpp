// polso evaluate: how good a model is on labelled posts.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "classify/cascade/cascade_classifier.h"
#include "cmd/open_model.h"
#include "cmd/progress_bar.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"
#include "learn/data/data_folders.h"
#include "learn/data/data_set.h"
#include "learn/evaluation_text.h"
#include "learn/fit.h"

namespace polso {
namespace {

struct EvaluateFlags {
  std::string model;
  std::string data;
  std::string text;
  std::string label;
  std::uint64_t seed = 1;
  bool json = false;
};

/// What is printed: the figures, and of a cascade what each budget buys.
struct Figures {
  Evaluation evaluation;
  std::vector<CurvePoint> curve;
  double budget = 0;
};

Result<Figures> measure_one(const Classifier& classifier, const LabelledSet& set, std::uint64_t seed) {
  POLSO_ASSIGN(const auto verdicts, classify_set(classifier, set, progress_bar()));
  return Figures{evaluate(truth_of(set), verdicts, seed), {}, 0};
}

/// Both models judge every post once, whatever the budget.
Result<Figures> measure_cascade(const CascadeClassifier& classifier, const LabelledSet& set, std::uint64_t seed) {
  if (classifier.budget().kind == Budget::Kind::kPerSecond) {
    return fail(Code::kUsage, "what a budget a second buys depends on the load: evaluate with a share, as in 0.2");
  }
  const Cascade& cascade = *classifier.bundle().cascade;
  POLSO_ASSIGN(const PairVerdicts pair, judge_twice(classifier.parts(), set, progress_bar()));
  const double budget = classifier.budget().value;
  const auto order = deferral_order(cascade.rule, pair.small);
  const auto verdicts = mixed_verdicts(pair, order, deferred_count(budget, order.size()));
  return Figures{evaluate(pair.truth, verdicts, seed), cascade_curve(cascade, pair, seed, progress_bar()), budget};
}

Result<Figures> measure_on(const Classifier& classifier, const LabelledSet& set, std::uint64_t seed) {
  const auto* cascade = dynamic_cast<const CascadeClassifier*>(&classifier);
  return cascade != nullptr ? measure_cascade(*cascade, set, seed) : measure_one(classifier, set, seed);
}

bool has_one_label(const LabelledSet& set) {
  return std::ranges::all_of(set.rows, [&](const LabelledText& row) { return row.label == set.rows.front().label; });
}

Status run_evaluate(const EvaluateFlags& flags, const SettingFlags& settings) {
  LayoutChange change;
  if (!flags.text.empty()) change.text = flags.text;
  if (!flags.label.empty()) change.label = flags.label;
  POLSO_ASSIGN(const Config config, settings.load());
  POLSO_ASSIGN(const auto classifier, open_model(config, flags.model));
  POLSO_ASSIGN(const LabelledSet set, load_data_set(flags.data, data_folders(), change));
  if (has_one_label(set)) {
    return fail(Code::kInvalid,
                fmt::format("the posts of '{}' do not have different labels: nothing to measure", set.name));
  }
  POLSO_ASSIGN(const Figures figures, measure_on(*classifier, set, flags.seed));
  const std::string id = classifier->bundle().id();
  if (flags.json) {
    fmt::print("{}\n", evaluation_json(figures.evaluation, id, set.name, figures.curve));
    return {};
  }
  fmt::print("{} on {}\n\n{}", id, set.name, evaluation_table(figures.evaluation));
  if (!figures.curve.empty()) fmt::print("\n{}", curve_table(figures.curve, figures.budget));
  return {};
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* verb = app.add_subcommand("evaluate", "Measure a model on labelled posts");
  verb->add_option("--model", flags->model, "Folder of the bundle, or cascade:SMALL,LARGE")->required();
  const SettingFlags settings(*verb, {"precision", "budget"});
  verb->add_option("--data", flags->data,
                   "SET[:SPLIT] of 'polso data list', a TweetEval folder with ':test', or a .csv .tsv .jsonl .txt file")
      ->required();
  verb->add_option("--text-column", flags->text, "Column or key that holds the text (default: text)");
  verb->add_option("--label-column", flags->label, "Column or key that holds the label (default: label)");
  verb->add_option("--seed", flags->seed, "Of the bootstrap resamples")->capture_default_str();
  verb->add_flag("--json", flags->json, "One JSON document on standard output");
  verb->callback([flags, settings, &action] { action = [=] { return run_evaluate(*flags, settings); }; });
}

}  // namespace polso
