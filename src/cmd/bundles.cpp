// Reads polso.json files only, never weights, unless a bare pair has to be opened.
#include "cmd/bundles.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include "classify/cascade/cascade_classifier.h"
#include "cmd/open_model.h"
#include "cmd/registry_model.h"
#include "cmd/settings.h"
#include "registry/registry.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

/// All that lie in the folder in which `folder` lies.
std::vector<Bundle> bundles_beside(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(folder.parent_path(), ignored)) folders.push_back(entry.path());
  std::ranges::sort(folders);
  std::vector<Bundle> bundles;
  for (const fs::path& path : folders) {
    if (auto bundle = load_bundle(path)) bundles.push_back(std::move(*bundle));
  }
  return bundles;
}

/// Those of the registry that the model is of, or that is set beside it.
Result<std::vector<Bundle>> kept_bundles(const Config& config, const std::string& model) {
  const auto kept = registry_model(model);
  const fs::path folder = kept ? kept->registry : fs::path(config.text("registry"));
  if (folder.empty()) return std::vector<Bundle>();
  const auto registry = Registry::open(folder);
  if (!registry && !kept && registry.error().code == Code::kNotFound) return std::vector<Bundle>();  // not made yet
  POLSO_TRY(registry);
  return registry->bundles();
}

}  // namespace

Result<std::vector<Bundle>> bundles_of(const Config& config) {
  const std::string model = model_setting(config);
  POLSO_ASSIGN(std::vector<Bundle> bundles, kept_bundles(config, model));
  if (registry_model(model)) return bundles;
  Bundle own;
  if (model.starts_with(kCascadePrefix)) {  // has no folder of its own
    POLSO_ASSIGN(const auto pair, open_model(config));
    own = pair->bundle();
  } else if (config.origin("model") != "default") {
    POLSO_ASSIGN(const fs::path folder, model_folder(config));
    POLSO_ASSIGN(own, load_bundle(folder));
  } else {
    const auto folder = model_folder(config);
    return folder ? bundles_beside(*folder) : bundles;
  }
  std::erase_if(bundles, [&](const Bundle& bundle) { return bundle.id() == own.id(); });
  bundles.insert(bundles.begin(), std::move(own));
  return bundles;
}

}  // namespace polso
