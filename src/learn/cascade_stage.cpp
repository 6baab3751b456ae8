// One function a stage, in order.
#include "learn/cascade_stage.h"

#include <fmt/format.h>

#include <algorithm>

#include "learn/bundle_writer.h"
#include "learn/deferral.h"
#include "learn/fit.h"
#include "learn/model_card.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

Status check_labels(const LabelledSet& validation) {
  const auto counts = label_counts(validation);
  for (std::size_t i = 0; i < kSentiments; ++i) {
    if (counts[i] == 0) {
      return fail(Code::kInvalid, fmt::format("the validation set '{}' has no {} post: the errors of a cascade are "
                                              "learnt from all three sentiments",
                                              validation.name, kSentimentNames[i]));
    }
  }
  return {};
}

/// `part` as seen from `out`, both as they really lie, so that the two can move together.
std::string seen_from(const fs::path& out, const std::string& part) {
  std::error_code error;
  const fs::path from = fs::weakly_canonical(out, error);
  const fs::path to = fs::weakly_canonical(part, error);
  return error ? part : to.lexically_relative(from).string();
}

Cascade learn(const CascadeRecipe& recipe, const CascadeParts& parts, const PairVerdicts& pair, const fs::path& out) {
  Cascade cascade;
  cascade.small = seen_from(out, recipe.small);
  cascade.large = seen_from(out, recipe.large);
  cascade.small_id = parts.small->bundle().id();
  cascade.large_id = parts.large->bundle().id();
  cascade.budget = recipe.budget;
  cascade.rule = fit_deferral(pair, parts.small->bundle().decision_weight);
  std::vector<double> scores;
  for (const std::size_t i : deferral_order(cascade.rule, pair.small)) {
    const Verdict& small = pair.small[i];
    const Verdict& large = pair.large[i];
    scores.push_back(deferral_score(cascade.rule, small.scores));
    cascade.judged.push_back({pair.truth[i], cell_of(small.scores), cell_of(large.scores), small.label, large.label});
  }
  cascade.quantiles = quantiles_of(std::move(scores));
  return cascade;
}

Bundle describe(const Recipe& recipe, const Corpus& corpus, Cascade cascade) {
  Bundle bundle;
  bundle.kind = "cascade";
  bundle.name = recipe.name;
  bundle.lang = recipe.lang;
  bundle.labels.assign(kSentimentNames.begin(), kSentimentNames.end());
  bundle.sentiments = {Sentiment::kNegative, Sentiment::kNeutral, Sentiment::kPositive};
  bundle.normaliser = "none";
  bundle.decision = "of each model";
  bundle.validation = {recipe.validation.data.set, recipe.validation.from, recipe.validation.to,
                       by_truth_at(cascade.judged, cascade.budget)};
  bundle.cascade = std::move(cascade);
  bundle.data.push_back(source_of(corpus.validation));
  for (const LabelledSet& set : corpus.tests) bundle.data.push_back(source_of(set));
  bundle.recipe = recipe.text;
  bundle.seed = recipe.seed;
  return bundle;
}

Measured measure_pair(Bundle& bundle, const std::string& prefix, const std::string& set, const PairVerdicts& pair) {
  const auto order = deferral_order(bundle.cascade->rule, pair.small);
  const std::size_t deferred = deferred_count(bundle.cascade->budget, order.size());
  return measure(bundle, prefix, set, pair.truth, mixed_verdicts(pair, order, deferred));
}

}  // namespace

Result<Trained> train_cascade(const Recipe& recipe, const std::vector<fs::path>& folders, const fs::path& out,
                              const Progress& progress) {
  POLSO_TRY(prepare_folder(out));
  POLSO_ASSIGN(const CascadeParts parts, open_parts(recipe.cascade->small, recipe.cascade->large, {}));
  POLSO_ASSIGN(const Corpus corpus, load_corpus(recipe, folders, progress));
  POLSO_TRY(check_labels(corpus.validation));
  POLSO_ASSIGN(const PairVerdicts validation, judge_twice(parts, corpus.validation, progress));
  Trained trained;
  Bundle& bundle = trained.bundle;
  bundle = describe(recipe, corpus, learn(*recipe.cascade, parts, validation, out));
  trained.validation = measure_pair(bundle, "validation", corpus.validation.name, validation);
  for (const LabelledSet& set : corpus.tests) {
    POLSO_ASSIGN(const PairVerdicts test, judge_twice(parts, set, progress));
    const std::string prefix = trained.tests.empty() ? "test" : set.name;
    trained.tests.push_back(measure_pair(bundle, prefix, set.name, test));
    trained.curves.push_back(cascade_curve(*bundle.cascade, test, bundle.seed, progress));
  }
  POLSO_TRY(write_bundle(bundle, {{{"README.md", model_card(trained, recipe)}}, {}}, out));
  return trained;
}

}  // namespace polso
