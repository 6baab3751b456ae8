// The factory: which kind of model lies at a path.
#include <fmt/format.h>

#include "classify/cascade/cascade_classifier.h"
#include "classify/classifier.h"
#include "classify/fasttext/fasttext_classifier.h"
#include "classify/roberta/roberta_classifier.h"

namespace polso {

Result<std::shared_ptr<const Classifier>> open_classifier(const std::string& model, const OpenOptions& options) {
  if (model.starts_with(kCascadePrefix)) return CascadeClassifier::open_pair(model, options);
  const std::filesystem::path path = model;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail(Code::kNotFound, fmt::format("there is no model at '{}'", path.string()));
  }
  if (!std::filesystem::is_directory(path, ignored)) return fasttext::FastTextClassifier::open_weights(path);
  if (!std::filesystem::exists(path / kBundleFile, ignored) && std::filesystem::exists(path / "config.json", ignored)) {
    return roberta::RobertaClassifier::open_folder(path, options);
  }
  POLSO_ASSIGN(Bundle bundle, load_bundle(path));
  if (bundle.kind == "cascade") return CascadeClassifier::open_bundle(path, std::move(bundle), options);
  if (options.raw) {
    bundle.calibration = {};
    bundle.decision_weight = {1, 1, 1};
  }
  if (bundle.kind == "fasttext") return fasttext::FastTextClassifier::open_bundle(path, std::move(bundle));
  if (bundle.kind == "roberta") return roberta::RobertaClassifier::open_bundle(path, std::move(bundle), options);
  return fail(Code::kUnsupported,
              fmt::format("'{}' holds a model of kind '{}', this program reads 'fasttext', 'roberta' and 'cascade'",
                          path.string(), bundle.kind));
}

}  // namespace polso
