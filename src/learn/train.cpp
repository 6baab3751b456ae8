// The stages of a training, one function each, in order.
#include "learn/train.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

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
#include "learn/polarity_stage.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFreshFolder = ".polso-new";

/// A folder that cannot be written should be known before an hour's work, not after.
Status prepare_folder(const fs::path& out) {
  std::error_code error;
  fs::create_directories(out / kFreshFolder, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", out.string())));
  fs::remove(out / kFreshFolder, error);
  return {};
}

Result<std::unique_ptr<TempFolder>> make_scratch() {
  try {
    return std::make_unique<TempFolder>();
  } catch (const fs::filesystem_error& error) {
    return std::unexpected(errno_error(error.code().value(), "cannot make a temporary folder (set TMPDIR to one)"));
  }
}

Rows rows_of(const std::vector<CleanSet>& sets) {
  Rows rows;
  for (const CleanSet& clean : sets) {
    for (const LabelledText& row : clean.set.rows) rows.push_back(&row);
  }
  return rows;
}

PerSentiment<double> counts_of(const Rows& rows) {
  PerSentiment<double> counts{};
  for (const LabelledText* row : rows) ++counts[index(row->label)];
  return counts;
}

Status check_labels(const Rows& rows) {
  const auto counts = counts_of(rows);
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
  Rows rows = rows_of(corpus.train);
  std::ranges::copy(rows_of(corpus.unlabelled), std::back_inserter(rows));
  POLSO_TRY(write_file(scratch / "posts.txt", plain_text(maker, rows, recipe.seed)));
  fs::path vectors = scratch / "pretrained.vec";
  POLSO_TRY(pretrain_vectors(scratch / "posts.txt", *recipe.pretrain, recipe.fasttext.dim,
                             static_cast<int>(recipe.seed), vectors, progress));
  return vectors;
}

Result<FastTextPtr> train_models(const Recipe& recipe, const Corpus& corpus, const LineMaker& maker,
                                 const Progress& progress) {
  const auto rows = rows_of(corpus.train);
  POLSO_TRY(check_labels(rows));
  POLSO_ASSIGN(const auto scratch, make_scratch());
  POLSO_ASSIGN(const fs::path vectors, pretrain(recipe, corpus, maker, scratch->path(), progress));
  const fs::path lines = scratch->path() / "train.txt";
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
  for (const CleanSet* clean : corpus.learnt_from()) {
    bundle.data.push_back({clean->set.name, clean->set.sha256, clean->rows_before, clean->removed_in_all()});
  }
  bundle.data.push_back({corpus.validation.name, corpus.validation.sha256, corpus.validation.rows.size(), 0});
  for (const LabelledSet& set : corpus.tests) bundle.data.push_back({set.name, set.sha256, set.rows.size(), 0});
  return bundle;
}

/// What share of the posts that the calibrated scores were fitted to has which sentiment: a temperature keeps the
/// training prior, a bias takes on that of the validation posts.
PerSentiment<double> prior_of(CalibrationKind kind, const Corpus& corpus) {
  if (kind == CalibrationKind::kTemperature) return counts_of(rows_of(corpus.train));
  Rows rows;
  for (const LabelledText& row : corpus.validation.rows) rows.push_back(&row);
  return counts_of(rows);
}

void calibrate_on(const Judged& judged, const Recipe& recipe, const Corpus& corpus, Trained& trained) {
  const Calibrated calibrated = calibrate(judged.raw, judged.truth, recipe.calibration);
  trained.calibration = calibrated.kind;
  Bundle& bundle = trained.bundle;
  bundle.calibration = calibrated.calibration;
  const Decision decision = choose_decision(judged.raw, judged.truth, calibrated.calibration,
                                            prior_of(calibrated.kind, corpus), recipe.decision);
  bundle.decision = decision.rule;
  bundle.decision_weight = decision.weight;
  bundle.validation = {recipe.validation.data.set, recipe.validation.from, recipe.validation.to, {}};
  const auto verdicts = verdicts_of(bundle, judged);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    bundle.validation.by_truth[index(judged.truth[i])].add(verdicts[i]);
  }
}

/// What was learnt from, without the posts.
std::vector<CleanSet> summaries(const Corpus& corpus) {
  std::vector<CleanSet> sets;
  for (const CleanSet* clean : corpus.learnt_from()) {
    LabelledSet set{clean->set.name, {}, clean->set.skipped, clean->set.sha256};
    sets.push_back({std::move(set), clean->rows_before, clean->removed});
  }
  return sets;
}

struct Files {
  std::string weights;
  std::string polarity;  // empty: none
  std::string card;
};

Status write_files(Bundle& bundle, const Files& files, const fs::path& folder) {
  if (!files.polarity.empty()) bundle.polarity = "polarity.tsv";
  const std::pair<std::string, const std::string&> all[] = {
      {bundle.weights, files.weights}, {bundle.polarity, files.polarity}, {"README.md", files.card}};
  for (const auto& [name, bytes] : all) {
    if (name.empty()) continue;
    bundle.sha256[name] = sha256(bytes);
    POLSO_TRY(write_file(folder / name, bytes));
  }
  return save_bundle(bundle, folder);
}

/// Everything is written beside an earlier Bundle first and takes its place by renaming, polso.json last, so that a
/// full disk leaves the earlier one whole.
Status write_bundle(Bundle& bundle, const Files& files, const fs::path& out) {
  const fs::path fresh = out / kFreshFolder;
  std::error_code error;
  fs::create_directory(fresh, error);
  Status done = write_files(bundle, files, fresh);
  for (const std::string& name :
       {bundle.weights, bundle.polarity, std::string("README.md"), std::string(kBundleFile)}) {
    if (done && !error && !name.empty()) fs::rename(fresh / name, out / name, error);
  }
  std::error_code ignored;
  fs::remove_all(fresh, ignored);
  POLSO_TRY(std::move(done));
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot write '{}'", out.string())));
  POLSO_ASSIGN(bundle, load_bundle(out));
  return {};
}

}  // namespace

Result<Trained> train(const Recipe& recipe, const std::vector<fs::path>& folders, const fs::path& out,
                      const Progress& progress) {
  POLSO_TRY(prepare_folder(out));
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(recipe.normaliser));
  POLSO_ASSIGN(const Corpus corpus, load_corpus(recipe, folders, progress));
  std::vector<DataSource> lexicons;
  POLSO_ASSIGN(const auto polarity, learn_polarity(recipe, corpus, folders, lexicons));
  const LineMaker maker(normaliser, polarity ? &*polarity : nullptr);
  POLSO_ASSIGN(const FastTextPtr model, train_models(recipe, corpus, maker, progress));
  Trained trained;
  trained.bundle = describe(recipe, corpus, *model);
  std::ranges::copy(lexicons, std::back_inserter(trained.bundle.data));
  const Judged judged = score(*model, trained.bundle, maker, corpus.validation, progress);
  calibrate_on(judged, recipe, corpus, trained);
  trained.validation = measure(trained.bundle, "validation", corpus.validation.name, judged);
  for (const LabelledSet& set : corpus.tests) {
    const std::string prefix = trained.tests.empty() ? "test" : set.name;
    const Judged test = score(*model, trained.bundle, maker, set, progress);
    trained.tests.push_back(measure(trained.bundle, prefix, set.name, test));
  }
  trained.data = summaries(corpus);
  const Files files{model->bytes(), polarity ? polarity->to_tsv() : "", model_card(trained, recipe)};
  POLSO_TRY(write_bundle(trained.bundle, files, out));
  return trained;
}

}  // namespace polso
