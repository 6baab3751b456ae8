// The stages of a training, one function each, in order.
#include "learn/train.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "base/file.h"
#include "base/temp_folder.h"
#include "learn/bundle_writer.h"
#include "learn/cascade_stage.h"
#include "learn/checkpoint_stage.h"
#include "learn/fasttext/compact.h"
#include "learn/fasttext/score.h"
#include "learn/fasttext/train.h"
#include "learn/fit.h"
#include "learn/lines.h"
#include "learn/model_card.h"
#include "learn/polarity_stage.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

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
  if (!recipe.pretrain->tune) return vectors;
  const LineMaker plain = maker.without_polarity();
  POLSO_TRY(write_file(scratch / "tuning.txt", training_text(plain, rows_of(corpus.tuning), recipe.seed)));
  POLSO_TRY(tune_vectors(scratch / "tuning.txt", *recipe.pretrain, recipe.fasttext.dim, static_cast<int>(recipe.seed),
                         vectors, progress));
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

ScoredPosts score(const FastTextModel& model, const Bundle& bundle, const LineMaker& maker, const LabelledSet& set,
                  const Progress& progress) {
  ScoredPosts scored;
  for (const LabelledText& row : set.rows) {
    scored.raw.push_back(score_line(model, bundle.sentiments, maker.line(row.text)));
    scored.truth.push_back(row.label);
    progress("score " + set.name, scored.raw.size(), set.rows.size());
  }
  return scored;
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
  bundle.data.push_back(source_of(corpus.validation));
  for (const LabelledSet& set : corpus.tests) bundle.data.push_back(source_of(set));
  return bundle;
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

}  // namespace

Result<Trained> train(const Recipe& recipe, const std::vector<fs::path>& folders, const fs::path& out,
                      const Progress& progress) {
  if (recipe.cascade) return train_cascade(recipe, folders, out, progress);
  if (recipe.checkpoint) return train_checkpoint(recipe, folders, out, progress);
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
  const auto measured = [&](const std::string& prefix, const std::string& set, const ScoredPosts& scored) {
    return measure(trained.bundle, prefix, set, scored.truth, verdicts_of(trained.bundle, scored));
  };
  const ScoredPosts validation = score(*model, trained.bundle, maker, corpus.validation, progress);
  fit_bundle(validation, recipe, corpus, trained);
  trained.validation = measured("validation", corpus.validation.name, validation);
  for (const LabelledSet& set : corpus.tests) {
    const std::string prefix = trained.tests.empty() ? "test" : set.name;
    trained.tests.push_back(measured(prefix, set.name, score(*model, trained.bundle, maker, set, progress)));
  }
  trained.data = summaries(corpus);
  if (polarity) trained.bundle.polarity = "polarity.tsv";
  BundleFiles files{{{trained.bundle.weights, model->bytes()}, {"README.md", model_card(trained, recipe)}}, {}};
  if (polarity) files.written[trained.bundle.polarity] = polarity->to_tsv();
  POLSO_TRY(write_bundle(trained.bundle, files, out));
  return trained;
}

}  // namespace polso
