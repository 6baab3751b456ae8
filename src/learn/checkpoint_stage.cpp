// Calibrate, measure, and put beside the weights what makes them a Bundle.
#include "learn/checkpoint_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "classify/classifier.h"
#include "learn/bundle_writer.h"
#include "learn/fit.h"
#include "learn/model_card.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCard = "README.md";
constexpr const char* kUpstreamCard = "README.upstream.md";

/// Weights of other frameworks, which nothing here reads.
bool is_foreign(const fs::path& file) {
  constexpr std::array<std::string_view, 4> kForeign{".h5", ".msgpack", ".ot", ".onnx"};
  return std::ranges::find(kForeign, file.extension().string()) != kForeign.end();
}

Result<ScoredPosts> score(const Classifier& classifier, const LabelledSet& set, const Progress& progress) {
  POLSO_ASSIGN(const auto verdicts, classify_set(classifier, set, progress));
  ScoredPosts scored{{}, truth_of(set)};
  for (const Verdict& verdict : verdicts) scored.raw.push_back(verdict.scores);
  return scored;
}

Bundle describe(const Recipe& recipe, const Corpus& corpus, const Bundle& checkpoint) {
  Bundle bundle;
  bundle.kind = checkpoint.kind;
  bundle.name = recipe.name;
  bundle.lang = recipe.lang;
  bundle.weights = checkpoint.weights;
  bundle.labels = checkpoint.labels;
  bundle.sentiments = checkpoint.sentiments;
  bundle.normaliser = checkpoint.normaliser;
  bundle.polarity = checkpoint.polarity;
  bundle.data = checkpoint.data;  // what it was learnt from, where that is known
  const auto add = [&](const LabelledSet& set) {
    std::erase_if(bundle.data, [&](const DataSource& source) { return source.name == set.name; });
    bundle.data.push_back(source_of(set));
  };
  add(corpus.validation);
  std::ranges::for_each(corpus.tests, add);
  bundle.recipe = recipe.text;
  bundle.seed = recipe.seed;
  return bundle;
}

}  // namespace

Result<std::map<std::string, fs::path>> checkpoint_files(const fs::path& checkpoint) {
  std::error_code error;
  if (!fs::is_directory(checkpoint, error)) return std::map<std::string, fs::path>{{checkpoint.filename(), checkpoint}};
  const bool bundled = fs::exists(checkpoint / kBundleFile, error);
  std::map<std::string, fs::path> files;
  for (fs::directory_iterator entry(checkpoint, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename();
    std::error_code unreadable;
    const bool wanted = entry->is_regular_file(unreadable) && !is_foreign(name) && !name.starts_with('.');
    if (!wanted || name == kBundleFile || (name == kCard && bundled)) continue;
    files[name == kCard ? kUpstreamCard : name] = entry->path();
  }
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot list '{}'", checkpoint.string())));
  return files;
}

Result<Trained> train_checkpoint(const Recipe& recipe, const std::vector<fs::path>& folders, const fs::path& out,
                                 const Progress& progress) {
  POLSO_TRY(prepare_folder(out));
  const std::string& folder = recipe.checkpoint->folder;
  POLSO_ASSIGN(const auto classifier, open_classifier(folder, {.raw = true}));
  if (classifier->bundle().kind == "cascade") {
    return fail(Code::kUsage, fmt::format("'{}' is a cascade: its two models are calibrated each for itself", folder));
  }
  POLSO_ASSIGN(auto files, checkpoint_files(folder));
  POLSO_ASSIGN(const Corpus corpus, load_corpus(recipe, folders, progress));
  Trained trained;
  trained.bundle = describe(recipe, corpus, classifier->bundle());
  const auto measured = [&](const std::string& prefix, const std::string& set, const ScoredPosts& scored) {
    return measure(trained.bundle, prefix, set, scored.truth, verdicts_of(trained.bundle, scored));
  };
  POLSO_ASSIGN(const ScoredPosts validation, score(*classifier, corpus.validation, progress));
  fit_bundle(validation, recipe, corpus, trained);
  trained.validation = measured("validation", corpus.validation.name, validation);
  for (const LabelledSet& set : corpus.tests) {
    POLSO_ASSIGN(const ScoredPosts test, score(*classifier, set, progress));
    trained.tests.push_back(measured(trained.tests.empty() ? "test" : set.name, set.name, test));
  }
  POLSO_TRY(write_bundle(trained.bundle, {{{kCard, model_card(trained, recipe)}}, std::move(files)}, out));
  return trained;
}

}  // namespace polso
