// The stages of a training, one function each, in order.
#include "learn/train.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/temp_folder.h"
#include "learn/calibrate.h"
#include "learn/decision.h"
#include "learn/fasttext/compact.h"
#include "learn/fasttext/score.h"
#include "learn/fasttext/train.h"
#include "learn/lines.h"
#include "learn/model_card.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

/// A folder that cannot be written should be known before an hour's work, not after.
Status prepare_folder(const fs::path& out) {
  std::error_code error;
  fs::create_directories(out, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", out.string())));
  const fs::path probe = out / ".polso-probe";
  POLSO_TRY(write_file(probe, "can this folder be written?\n"));
  fs::remove(probe, error);
  return {};
}

std::vector<const LabelledText*> rows_of(const std::vector<CleanSet>& sets) {
  std::vector<const LabelledText*> rows;
  for (const CleanSet& clean : sets) {
    for (const LabelledText& row : clean.set.rows) rows.push_back(&row);
  }
  return rows;
}

Status check_labels(const std::vector<const LabelledText*>& rows) {
  PerSentiment<std::uint64_t> counts{};
  for (const LabelledText* row : rows) ++counts[index(row->label)];
  for (std::size_t i = 0; i < kSentiments; ++i) {
    if (counts[i] == 0) {
      return fail(Code::kInvalid, fmt::format("the training data has no {} post: a model needs all three sentiments",
                                              kSentimentNames[i]));
    }
  }
  return {};
}

/// Vectors to start from, or an empty path when the recipe has no such stage.
Result<fs::path> pretrain(const Recipe& recipe, const Corpus& corpus, const LineMaker& maker, const fs::path& scratch,
                          const Progress& progress) {
  if (!recipe.pretrain) return fs::path{};
  std::string text;
  for (const std::vector<CleanSet>* sets : {&corpus.train, &corpus.unlabelled}) {
    for (const LabelledText* row : rows_of(*sets)) text += maker.line(row->text) + "\n";
  }
  POLSO_TRY(write_file(scratch / "posts.txt", text));
  fs::path vectors = scratch / "pretrained.vec";
  POLSO_TRY(pretrain_vectors(scratch / "posts.txt", *recipe.pretrain, recipe.fasttext.dim,
                             static_cast<int>(recipe.seed), vectors, progress));
  return vectors;
}

Result<FastTextPtr> train_models(const Recipe& recipe, const Corpus& corpus, const LineMaker& maker,
                                 const Progress& progress) {
  const auto rows = rows_of(corpus.train);
  POLSO_TRY(check_labels(rows));
  const TempFolder scratch;
  POLSO_ASSIGN(const fs::path vectors, pretrain(recipe, corpus, maker, scratch.path(), progress));
  const fs::path lines = scratch.path() / "train.txt";
  POLSO_TRY(write_file(lines, training_text(maker, rows, recipe.seed)));
  std::vector<FastTextPtr> models;
  for (int i = 0; i < recipe.fasttext.models; ++i) {
    const int seed = static_cast<int>(recipe.seed) + i;
    POLSO_ASSIGN(models.emplace_back(), train_fasttext(lines, vectors, recipe.fasttext, seed, progress));
  }
  if (recipe.fasttext.compact || models.size() > 1) return compact(std::move(models));
  return std::move(models.front());
}

struct Judged {
  std::vector<Scores> raw;
  std::vector<Sentiment> truth;
};

Judged score(const FastTextModel& model, const Bundle& bundle, const LineMaker& maker, const LabelledSet& set,
             const Progress& progress) {
  Judged judged;
  for (const LabelledText& row : set.rows) {
    judged.raw.push_back(score_line(model, bundle.sentiments, maker.line(row.text)));
    judged.truth.push_back(row.label);
    progress("score " + set.name, judged.raw.size(), set.rows.size());
  }
  return judged;
}

std::vector<Verdict> verdicts_of(const Bundle& bundle, const Judged& judged) {
  std::vector<Verdict> verdicts;
  verdicts.reserve(judged.raw.size());
  for (const Scores& raw : judged.raw) verdicts.push_back(judge(raw, bundle.calibration, bundle.decision_weight));
  return verdicts;
}

Measured measure(Bundle& bundle, const std::string& prefix, const std::string& set, const Judged& judged) {
  Measured measured{set, evaluate(judged.truth, verdicts_of(bundle, judged), bundle.seed)};
  for (const auto& [name, metric] : measured.evaluation.metrics)
    bundle.metrics[fmt::format("{}.{}", prefix, name)] = metric;
  return measured;
}

Bundle describe(const Recipe& recipe, const Corpus& corpus, const FastTextModel& model) {
  Bundle bundle;
  bundle.kind = "fasttext";
  bundle.name = recipe.name;
  bundle.lang = recipe.lang;
  bundle.weights = recipe.fasttext.quantise ? "model.ftz" : "model.bin";
  bundle.labels = model.labels();
  for (const std::string& label : bundle.labels) bundle.sentiments.push_back(parse_sentiment(label).value());
  bundle.normaliser = recipe.normaliser;
  bundle.recipe = recipe.text;
  bundle.seed = recipe.seed;
  for (const std::vector<CleanSet>* sets : {&corpus.train, &corpus.unlabelled}) {
    for (const CleanSet& clean : *sets) {
      bundle.data.push_back({clean.set.name, clean.set.sha256, clean.rows_before, clean.removed_in_all()});
    }
  }
  bundle.data.push_back({corpus.validation.name, corpus.validation.sha256, corpus.validation.rows.size(), 0});
  for (const LabelledSet& set : corpus.tests) bundle.data.push_back({set.name, set.sha256, set.rows.size(), 0});
  return bundle;
}

void calibrate_on(const Judged& judged, const Recipe& recipe, Trained& trained) {
  const Calibrated calibrated = calibrate(judged.raw, judged.truth, recipe.calibration);
  trained.calibration = calibrated.kind;
  Bundle& bundle = trained.bundle;
  bundle.calibration = calibrated.calibration;
  const Decision decision = choose_decision(judged.raw, judged.truth, calibrated.calibration, recipe.decision);
  bundle.decision = decision.rule;
  bundle.decision_weight = decision.weight;
  bundle.validation = {recipe.validation.data.set, recipe.validation.from, recipe.validation.to, {}};
  const auto verdicts = verdicts_of(bundle, judged);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    bundle.validation.by_truth[index(judged.truth[i])].add(verdicts[i]);
  }
}

/// polso.json last: until then the folder shows the Bundle that was there before, or none.
Status write_bundle(Trained& trained, const std::string& weights, const Recipe& recipe, const fs::path& out) {
  Bundle& bundle = trained.bundle;
  const std::string card = model_card(trained, recipe);
  bundle.sha256 = {{bundle.weights, sha256(weights)}, {"README.md", sha256(card)}};
  POLSO_TRY(write_file(out / bundle.weights, weights));
  POLSO_TRY(write_file(out / "README.md", card));
  POLSO_TRY(save_bundle(bundle, out));
  POLSO_ASSIGN(bundle, load_bundle(out));
  return {};
}

}  // namespace

Result<Trained> train(const Recipe& recipe, const std::vector<fs::path>& folders, const fs::path& out,
                      const Progress& progress) {
  POLSO_TRY(prepare_folder(out));
  POLSO_ASSIGN(const LineMaker maker, LineMaker::of(recipe));
  POLSO_ASSIGN(Corpus corpus, load_corpus(recipe, folders, progress));
  POLSO_ASSIGN(const FastTextPtr model, train_models(recipe, corpus, maker, progress));
  Trained trained;
  trained.bundle = describe(recipe, corpus, *model);
  const Judged judged = score(*model, trained.bundle, maker, corpus.validation, progress);
  calibrate_on(judged, recipe, trained);
  trained.validation = measure(trained.bundle, "validation", corpus.validation.name, judged);
  for (const LabelledSet& set : corpus.tests) {
    const std::string prefix = trained.tests.empty() ? "test" : set.name;
    const Judged test = score(*model, trained.bundle, maker, set, progress);
    trained.tests.push_back(measure(trained.bundle, prefix, set.name, test));
  }
  for (std::vector<CleanSet>* sets : {&corpus.train, &corpus.unlabelled}) {
    for (CleanSet& clean : *sets) {
      clean.set.rows.clear();
      trained.data.push_back(std::move(clean));
    }
  }
  POLSO_TRY(write_bundle(trained, model->bytes(), recipe, out));
  return trained;
}

}  // namespace polso
