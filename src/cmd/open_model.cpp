// Settings to OpenOptions.
#include "cmd/open_model.h"

#include <fmt/format.h>

#include <chrono>

#include "cmd/default_model.h"
#include "cmd/registry_model.h"

namespace polso {
namespace {

/// A clock that only goes on, so that a budget a second outlives a corrected system time.
Millis steady_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<std::shared_ptr<const Classifier>> open_model(const Config& config, const std::string& model) {
  OpenOptions options;
  options.clock = steady_now;
  options.precision = config.text("precision") == "int8" ? Precision::kInt8 : Precision::kFp32;
  if (const std::string& budget = config.text("budget"); budget != "auto") {
    POLSO_ASSIGN(options.budget, parse_budget(budget));
  }
  POLSO_ASSIGN(const std::string found, find_models(model));
  POLSO_ASSIGN(auto classifier, open_classifier(found, options));
  if (config.origin("budget") == "--budget" && !classifier->bundle().cascade) {
    return fail(Code::kUsage, fmt::format("--budget is for a cascade, and '{}' is one model: give --model "
                                          "cascade:SMALL,LARGE or the folder of a cascade",
                                          model));
  }
  return classifier;
}

Result<std::shared_ptr<const Classifier>> open_model(const Config& config) {
  return open_model(config, model_setting(config));
}

}  // namespace polso
