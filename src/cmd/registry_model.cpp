// Names to folders.
#include "cmd/registry_model.h"

#include <fmt/format.h>

#include "registry/registry.h"

namespace polso {

namespace fs = std::filesystem;

std::optional<RegistryModel> registry_model(const std::string& model) {
  if (!model.starts_with(kRegistryPrefix)) return std::nullopt;
  const std::string rest = model.substr(kRegistryPrefix.size());
  std::error_code ignored;
  if (fs::is_directory(rest, ignored)) return RegistryModel{.registry = rest};
  for (std::size_t at = rest.find('@'); at != std::string::npos; at = rest.find('@', at + 1)) {
    if (at == 0 || !fs::is_directory(rest.substr(0, at), ignored)) continue;
    return RegistryModel{.registry = rest.substr(0, at), .version = rest.substr(at + 1)};
  }
  return RegistryModel{.registry = rest.substr(0, rest.find('@'))};
}

Result<fs::path> find_in_registry(const RegistryModel& model) {
  POLSO_ASSIGN(const Registry registry, Registry::open(model.registry));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  auto version = find_version(state, model.version);
  if (!version) {
    const char* hint = model.version == "champion" ? "; 'polso models promote VERSION' makes one" : "";
    return fail(version.error().code,
                fmt::format("the registry '{}': {}{}", model.registry.string(), version.error().message, hint));
  }
  POLSO_TRY(registry.verify_version(*version));
  return registry.folder(*version);
}

std::string model_setting(const Config& config) {
  const std::string& model = config.text("model");
  const std::string& registry = config.text("registry");
  if (registry.empty()) return model;
  if (model == "champion" || model == "challenger") return fmt::format("{}{}@{}", kRegistryPrefix, registry, model);
  const bool named = config.origin("registry") == "--registry" && config.origin("model") != "--model";
  if (named || config.origin("model") == "default") return fmt::format("{}{}", kRegistryPrefix, registry);
  return model;
}

}  // namespace polso
