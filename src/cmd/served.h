// What the server serves, made from its settings.
#pragma once

#include <memory>
#include <string>

#include "base/config.h"
#include "base/result.h"
#include "http/context.h"

namespace polso {

/// The settings' model, opened where it was found, the estimates of all bundles at hand, and the brands of the config.
/// `found` as find_models() answers.
[[nodiscard]] Result<http::Served> served_of(const Config& config, const std::string& found);

/// The same with a model that is open already.
[[nodiscard]] Result<http::Served> served_of(const Config& config, std::shared_ptr<const Classifier> model);

}  // namespace polso
