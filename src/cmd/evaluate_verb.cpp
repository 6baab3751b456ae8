// polso evaluate: how good a model is on labelled posts.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "classify/classifier.h"
#include "cmd/default_model.h"
#include "cmd/progress_bar.h"
#include "cmd/verbs.h"
#include "learn/data/data_folders.h"
#include "learn/data/data_set.h"
#include "learn/evaluation_text.h"

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

Result<Evaluation> evaluate_on(const Classifier& classifier, const LabelledSet& set, std::uint64_t seed) {
  constexpr std::size_t kStep = 1024;
  const Progress progress = progress_bar();
  std::vector<std::string_view> texts;
  std::vector<Sentiment> truth;
  for (const LabelledText& row : set.rows) {
    texts.emplace_back(row.text);
    truth.push_back(row.label);
  }
  std::vector<Verdict> verdicts(texts.size());
  for (std::size_t done = 0; done < texts.size(); done += kStep) {
    const std::size_t count = std::min(kStep, texts.size() - done);
    POLSO_TRY(classifier.classify(std::span(texts).subspan(done, count), std::span(verdicts).subspan(done, count)));
    progress("classify", done + count, texts.size());
  }
  return evaluate(truth, verdicts, seed);
}

bool has_one_label(const LabelledSet& set) {
  return std::ranges::all_of(set.rows, [&](const LabelledText& row) { return row.label == set.rows.front().label; });
}

Status run_evaluate(const EvaluateFlags& flags) {
  LayoutChange change;
  if (!flags.text.empty()) change.text = flags.text;
  if (!flags.label.empty()) change.label = flags.label;
  POLSO_ASSIGN(const std::filesystem::path model, find_model(flags.model));
  POLSO_ASSIGN(const auto classifier, open_classifier(model));
  POLSO_ASSIGN(const LabelledSet set, load_data_set(flags.data, data_folders(), change));
  if (has_one_label(set)) {
    return fail(Code::kInvalid,
                fmt::format("the posts of '{}' do not have different labels: nothing to measure", set.name));
  }
  POLSO_ASSIGN(const Evaluation evaluation, evaluate_on(*classifier, set, flags.seed));
  if (flags.json) {
    fmt::print("{}\n", evaluation_json(evaluation, classifier->bundle().id(), set.name));
  } else {
    fmt::print("{} on {}\n\n{}", classifier->bundle().id(), set.name, evaluation_table(evaluation));
  }
  return {};
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* verb = app.add_subcommand("evaluate", "Measure a model on labelled posts");
  verb->add_option("--model", flags->model, "Folder of the bundle")->required();
  verb->add_option("--data", flags->data,
                   "SET[:SPLIT] of 'polso data list', a TweetEval folder with ':test', or a .csv .tsv .jsonl .txt file")
      ->required();
  verb->add_option("--text-column", flags->text, "Column or key that holds the text (default: text)");
  verb->add_option("--label-column", flags->label, "Column or key that holds the label (default: label)");
  verb->add_option("--seed", flags->seed, "Of the bootstrap resamples")->capture_default_str();
  verb->add_flag("--json", flags->json, "One JSON document on standard output");
  verb->callback([flags, &action] { action = [flags] { return run_evaluate(*flags); }; });
}

}  // namespace polso
