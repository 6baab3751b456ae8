// Opening bundles and bare models, and the way from a text to a Verdict.
#include "classify/fasttext/fasttext_classifier.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/hash.h"
#include "bundle/labels.h"

namespace polso::fasttext {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashedEnd = std::size_t{1} << 20;

struct Work {
  std::string text;
  std::vector<float> probabilities;
  Scratch scratch;
};

Result<std::vector<Sentiment>> sentiments_of(const std::vector<std::string>& labels) {
  if (auto sentiments = sentiments_named(labels)) return *std::move(sentiments);
  return fail(Code::kUnsupported,
              fmt::format("the labels {} are not negative, neutral and positive; put the file in a folder with a {} "
                          "whose 'labels' and 'sentiments' say what each means, or see the labels as they are with "
                          "'polso classify --raw'",
                          some_labels(labels), kBundleFile));
}

/// Identifies the file by its beginning and end, where dictionary and output matrix are: a model may have gigabytes.
Result<std::string> version_of(const fs::path& path) {
  POLSO_ASSIGN(const MappedFile file, MappedFile::open(path));
  const std::string_view bytes = file.text();
  Sha256 hash;
  hash.update(bytes.substr(0, kHashedEnd));
  hash.update(bytes.substr(bytes.size() - std::min(bytes.size(), kHashedEnd)));
  return hash.finish().substr(0, 12);
}

Result<std::optional<PolarityTable>> open_polarity(const fs::path& folder, const std::string& file) {
  if (file.empty()) return std::nullopt;
  POLSO_ASSIGN(const std::string tsv, read_file(folder / file));
  auto table = PolarityTable::parse(tsv);
  if (!table) return fail(Code::kCorrupt, fmt::format("'{}': {}", (folder / file).string(), table.error().message));
  return std::optional<PolarityTable>(std::move(*table));
}

}  // namespace

FastTextClassifier::FastTextClassifier(Bundle bundle, FastTextModel model, Normaliser normaliser,
                                       TracedNormaliser tracer, std::optional<PolarityTable> polarity)
    : bundle_(std::move(bundle)),
      model_(std::move(model)),
      normaliser_(normaliser),
      tracer_(tracer),
      polarity_(std::move(polarity)) {}

Result<std::shared_ptr<const Classifier>> FastTextClassifier::open_bundle(const fs::path& folder, Bundle bundle) {
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(bundle.normaliser));
  POLSO_ASSIGN(const TracedNormaliser tracer, traced_normaliser_named(bundle.normaliser));
  POLSO_ASSIGN(auto polarity, open_polarity(folder, bundle.polarity));
  POLSO_ASSIGN(auto model, FastTextModel::load(folder / bundle.weights));
  if (model.labels() != bundle.labels) {
    return fail(Code::kCorrupt,
                fmt::format("'{}' names the labels {} and its weights have {}", (folder / kBundleFile).string(),
                            some_labels(bundle.labels), some_labels(model.labels())));
  }
  return std::shared_ptr<const Classifier>(
      new FastTextClassifier(std::move(bundle), std::move(model), normaliser, tracer, std::move(polarity)));
}

Result<std::shared_ptr<const Classifier>> FastTextClassifier::open_weights(const fs::path& path) {
  POLSO_ASSIGN(auto model, FastTextModel::load(path));
  Bundle bundle;
  auto sentiments = sentiments_of(model.labels());
  if (!sentiments) {
    return fail(sentiments.error().code, fmt::format("'{}': {}", path.string(), sentiments.error().message));
  }
  bundle.kind = "fasttext";
  bundle.name = path.stem().string();
  bundle.weights = path.filename().string();
  bundle.labels = model.labels();
  bundle.sentiments = std::move(*sentiments);
  bundle.normaliser = "none";
  bundle.decision = "plain";
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(bundle.normaliser));
  POLSO_ASSIGN(const TracedNormaliser tracer, traced_normaliser_named(bundle.normaliser));
  POLSO_ASSIGN(bundle.version, version_of(path));
  return std::shared_ptr<const Classifier>(
      new FastTextClassifier(std::move(bundle), std::move(model), normaliser, tracer, std::nullopt));
}

/// Labels of one sentiment add up; losses that do not sum to 1 are brought there.
Scores FastTextClassifier::scores_of(std::span<const float> probabilities) const {
  Scores scores{};
  float sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    scores[index(bundle_.sentiments[i])] += probabilities[i];
    sum += probabilities[i];
  }
  for (float& score : scores) score = sum > 0 ? score / sum : 1.0F / kSentiments;
  return scores;
}

Status FastTextClassifier::classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const {
  thread_local Work work;
  work.probabilities.resize(model_.labels().size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    normaliser_(texts[i], work.text);
    if (polarity_) polarity_->append_features(work.text);
    const bool known = model_.predict(work.text, work.probabilities, work.scratch);
    const Scores raw = known ? scores_of(work.probabilities) : scores_of({});
    verdicts[i] = judge(raw, bundle_.calibration, bundle_.decision_weight);
  }
  return {};
}

}  // namespace polso::fasttext
