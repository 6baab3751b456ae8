// RobertaClassifier: a RoBERTa or XLM-RoBERTa sequence classifier inside its bundle, or as Hugging Face has it.
#pragma once

#include <filesystem>
#include <memory>

#include "classify/classifier.h"
#include "classify/roberta/encoder.h"
#include "classify/weights/checkpoint.h"
#include "text/normaliser.h"
#include "text/tokeniser.h"

namespace polso::roberta {

/// Text > normaliser > tokeniser (cut to what the model reads) > encoder > softmax > sentiments > calibration and
/// decision rule.
class RobertaClassifier final : public Classifier {
 public:
  /// A bundle folder of kind "roberta". kCorrupt when its files contradict its polso.json.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open_bundle(const std::filesystem::path& folder,
                                                                             Bundle bundle, const OpenOptions& options);

  /// A folder as it is downloaded: config.json, the weights and the tokeniser's files. The bundle is made up: the
  /// normaliser "tweeteval", no calibration, the name of the folder or of the repository in whose cache it lies, and a
  /// version from config.json and samples of the weights. kUnsupported when its labels are not the three sentiments.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open_folder(const std::filesystem::path& folder,
                                                                             const OpenOptions& options);

  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override;

 private:
  struct Parts;
  RobertaClassifier(Bundle bundle, Parts parts);
  [[nodiscard]] static Result<Parts> open_parts(const std::filesystem::path& folder, const HfConfig& config,
                                                const Bundle& bundle, const OpenOptions& options);
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open(const std::filesystem::path& folder,
                                                                      const HfConfig& config, Bundle bundle,
                                                                      const OpenOptions& options);
  [[nodiscard]] Scores scores_of(std::span<const float> logits) const;

  Bundle bundle_;
  std::unique_ptr<const Checkpoint> checkpoint_;  // the encoder reads from it
  std::unique_ptr<const Encoder> encoder_;
  TokeniserPtr tokeniser_;
  Normaliser normaliser_;
};

}  // namespace polso::roberta
