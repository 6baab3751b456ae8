// The factory: which kind of model lies at a path.
#include <fmt/format.h>

#include "classify/classifier.h"
#include "classify/fasttext/fasttext_classifier.h"

namespace polso {

Result<std::shared_ptr<const Classifier>> open_classifier(const std::string& model, const OpenOptions& /*options*/) {
  const std::filesystem::path path = model;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail(Code::kNotFound, fmt::format("there is no model at '{}'", path.string()));
  }
  if (!std::filesystem::is_directory(path, ignored)) return fasttext::FastTextClassifier::open_weights(path);
  POLSO_ASSIGN(Bundle bundle, load_bundle(path));
  if (bundle.kind == "fasttext") return fasttext::FastTextClassifier::open_bundle(path, std::move(bundle));
  return fail(Code::kUnsupported, fmt::format("'{}' holds a model of kind '{}', this program reads 'fasttext'",
                                              path.string(), bundle.kind));
}

}  // namespace polso
