// Reads polso.json files only, never weights, unless a bare pair has to be opened.
#include "cmd/bundles.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include "classify/cascade/cascade_classifier.h"
#include "cmd/open_model.h"
#include "cmd/settings.h"

namespace polso {

namespace fs = std::filesystem;

Result<std::vector<Bundle>> bundles_of(const Config& config) {
  const auto folder = model_folder(config);
  std::vector<Bundle> bundles;
  if (config.text("model").starts_with(kCascadePrefix)) {  // has no folder of its own
    POLSO_ASSIGN(const auto pair, open_model(config));
    bundles.push_back(pair->bundle());
    return bundles;
  }
  if (config.origin("model") != "default") {
    POLSO_TRY(folder);
    POLSO_ASSIGN(Bundle bundle, load_bundle(*folder));
    bundles.push_back(std::move(bundle));
    return bundles;
  }
  std::error_code ignored;
  std::vector<fs::path> folders;
  const fs::path beside = folder ? folder->parent_path() : fs::path();
  for (const auto& entry : fs::directory_iterator(beside, ignored)) folders.push_back(entry.path());
  std::ranges::sort(folders);
  for (const fs::path& path : folders) {
    if (auto bundle = load_bundle(path)) bundles.push_back(std::move(*bundle));
  }
  return bundles;
}

}  // namespace polso
