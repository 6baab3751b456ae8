// FastTextClassifier: a fastText model inside its bundle.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "classify/classifier.h"
#include "classify/fasttext/model.h"
#include "text/normaliser.h"
#include "text/polarity.h"

namespace polso::fasttext {

/// Text > normaliser > polarity features > model > sentiments > calibration and decision rule.
class FastTextClassifier final : public Classifier {
 public:
  /// A bundle folder of kind "fasttext". kCorrupt when its files contradict its polso.json.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open_bundle(const std::filesystem::path& folder,
                                                                             Bundle bundle);

  /// A bare .bin or .ftz whose labels parse_sentiment() understands; kUnsupported names the labels of others. The
  /// bundle is made up: no normaliser, no calibration, the file's name, and a version from the file's both ends.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open_weights(const std::filesystem::path& path);

  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override;

  /// kUnsupported for a loss whose scores do not add up word by word, and for labels that share a sentiment.
  [[nodiscard]] Result<Explanation> explain(std::string_view text) const override;

 private:
  FastTextClassifier(Bundle bundle, FastTextModel model, Normaliser normaliser, TracedNormaliser tracer,
                     std::optional<PolarityTable> polarity);
  [[nodiscard]] Scores scores_of(std::span<const float> probabilities) const;
  [[nodiscard]] PerSentiment<double> calibrated_part(std::span<const double> logits) const;

  Bundle bundle_;
  FastTextModel model_;
  Normaliser normaliser_;
  TracedNormaliser tracer_;
  std::optional<PolarityTable> polarity_;
};

}  // namespace polso::fasttext
