// Opens the model that a verb works with, as its settings say.
#pragma once

#include <memory>
#include <string>

#include "base/config.h"
#include "classify/classifier.h"

namespace polso {

/// `model` is looked for as default_model.h says; the setting "budget" and a clock for it are passed on. kUsage when
/// --budget is typed for a model that is no cascade.
[[nodiscard]] Result<std::shared_ptr<const Classifier>> open_model(const Config& config, const std::string& model);

/// The model of the settings "model" and "registry".
[[nodiscard]] Result<std::shared_ptr<const Classifier>> open_model(const Config& config);

}  // namespace polso
