// Opening folders and bundles, and the way from texts to Verdicts.
#include "classify/roberta/roberta_classifier.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "classify/roberta/hf_folder.h"

namespace polso::roberta {
namespace {

namespace fs = std::filesystem;

/// Many texts' ids, end to end.
struct Encoded {
  std::vector<std::int32_t> ids;
  std::vector<std::size_t> ends;

  [[nodiscard]] std::vector<Ids> sequences() const {
    std::vector<Ids> all;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
      all.push_back(std::span(ids).subspan(begin, end - begin));
      begin = end;
    }
    return all;
  }
};

/// A checkpoint's own complaint does not say where it is.
std::unexpected<Error> in_folder(const fs::path& folder, const Error& error) {
  return fail(error.code, fmt::format("'{}': {}", folder.string(), error.message));
}

}  // namespace

struct RobertaClassifier::Parts {
  std::unique_ptr<const Checkpoint> checkpoint;
  std::unique_ptr<const Encoder> encoder;
  TokeniserPtr tokeniser;
  Normaliser normaliser = nullptr;
};

RobertaClassifier::RobertaClassifier(Bundle bundle, Parts parts)
    : bundle_(std::move(bundle)),
      checkpoint_(std::move(parts.checkpoint)),
      encoder_(std::move(parts.encoder)),
      tokeniser_(std::move(parts.tokeniser)),
      normaliser_(parts.normaliser) {}

Result<RobertaClassifier::Parts> RobertaClassifier::open_parts(const fs::path& folder, const HfConfig& config,
                                                               const Bundle& bundle, const OpenOptions& options) {
  Parts parts;
  POLSO_ASSIGN(parts.normaliser, normaliser_named(bundle.normaliser));
  POLSO_ASSIGN(parts.tokeniser, open_tokeniser(folder));
  if (parts.tokeniser->vocabulary() > config.vocab_size) {
    return fail(Code::kCorrupt, fmt::format("'{}': its tokeniser knows {} ids and its config.json {}", folder.string(),
                                            parts.tokeniser->vocabulary(), config.vocab_size));
  }
  POLSO_ASSIGN(Checkpoint checkpoint, Checkpoint::open(folder));
  parts.checkpoint = std::make_unique<const Checkpoint>(std::move(checkpoint));
  EncoderOptions of_encoder{.precision = options.precision, .threads = options.threads, .int8_cache = folder};
  of_encoder.loaded = [&] { parts.checkpoint->release_pages(); };
  auto encoder = Encoder::make(config, parts.checkpoint->tensors(), of_encoder);
  if (!encoder) return in_folder(folder, encoder.error());
  parts.encoder = *std::move(encoder);
  return parts;
}

Result<std::shared_ptr<const Classifier>> RobertaClassifier::open(const fs::path& folder, const HfConfig& config,
                                                                  Bundle bundle, const OpenOptions& options) {
  POLSO_ASSIGN(Parts parts, open_parts(folder, config, bundle, options));
  if (bundle.version.empty()) {
    POLSO_ASSIGN(bundle.version, version_of(folder, parts.checkpoint->tensors()));
  }
  if (bundle.weights.empty()) bundle.weights = parts.checkpoint->file();
  if (options.precision == Precision::kInt8) bundle.version += "-int8";  // other figures, so another version
  return std::shared_ptr<const Classifier>(new RobertaClassifier(std::move(bundle), std::move(parts)));
}

Result<std::shared_ptr<const Classifier>> RobertaClassifier::open_bundle(const fs::path& folder, Bundle bundle,
                                                                         const OpenOptions& options) {
  POLSO_ASSIGN(const HfConfig config, read_hf_config(folder));
  if (config.labels != bundle.labels) {
    return fail(Code::kCorrupt,
                fmt::format("'{}': {} names the labels {} and config.json {}", folder.string(), kBundleFile,
                            fmt::join(bundle.labels, ", "), fmt::join(config.labels, ", ")));
  }
  std::error_code ignored;
  if (!fs::is_regular_file(folder / bundle.weights, ignored)) {
    return fail(Code::kNotFound, fmt::format("there is no '{}', which {} names as the weights",
                                             (folder / bundle.weights).string(), kBundleFile));
  }
  return open(folder, config, std::move(bundle), options);
}

Result<std::shared_ptr<const Classifier>> RobertaClassifier::open_folder(const fs::path& folder,
                                                                         const OpenOptions& options) {
  POLSO_ASSIGN(const HfConfig config, read_hf_config(folder));
  auto sentiments = sentiments_of_labels(config.labels);
  if (!sentiments) return in_folder(folder, sentiments.error());
  Bundle bundle;
  bundle.kind = "roberta";
  bundle.name = model_name(folder);
  bundle.labels = config.labels;
  bundle.sentiments = *std::move(sentiments);
  bundle.normaliser = "tweeteval";
  bundle.decision = "plain";
  return open(folder, config, std::move(bundle), options);
}

/// softmax, with the true maximum taken off; labels of one sentiment add up. Logits that are not finite say nothing.
Scores RobertaClassifier::scores_of(std::span<const float> logits) const {
  const float top = *std::ranges::max_element(logits);
  PerSentiment<double> weights{};
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double weight = std::exp(double{logits[i]} - double{top});
    weights[index(bundle_.sentiments[i])] += weight;
    sum += weight;
  }
  Scores scores{};
  for (std::size_t i = 0; i < kSentiments; ++i) {
    scores[i] = std::isfinite(sum) && sum > 0 ? static_cast<float>(weights[i] / sum) : 1.0F / kSentiments;
  }
  return scores;
}

Status RobertaClassifier::classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const {
  Encoded encoded;
  std::string text;
  for (const std::string_view original : texts) {
    normaliser_(original, text);
    tokeniser_->encode(text, encoder_->most_ids(), encoded.ids);
    encoded.ends.push_back(encoded.ids.size());
  }
  std::vector<float> logits(texts.size() * encoder_->labels());
  POLSO_TRY(encoder_->logits(encoded.sequences(), logits));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Scores raw = scores_of(std::span(logits).subspan(i * encoder_->labels(), encoder_->labels()));
    verdicts[i] = judge(raw, bundle_.calibration, bundle_.decision_weight);
  }
  return {};
}

}  // namespace polso::roberta
