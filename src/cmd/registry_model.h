// Models by their place in a registry: "registry:FOLDER" and "registry:FOLDER@VERSION".
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/config.h"
#include "base/result.h"

namespace polso {

inline constexpr std::string_view kRegistryPrefix = "registry:";

struct RegistryModel {
  std::filesystem::path registry;
  std::string version = "champion";  // as find_version() takes it
};

/// Nothing when `model` names none of a registry. A folder of that name goes before an @ in it.
[[nodiscard]] std::optional<RegistryModel> registry_model(const std::string& model);

/// Its folder, once all files in it were held to their hashes. kNotFound when there is no such registry or version.
[[nodiscard]] Result<std::filesystem::path> find_in_registry(const RegistryModel& model);

/// The setting "model"; when only "registry" is set, or was typed and "model" was not, its champion. "champion" and
/// "challenger" are those of that registry.
[[nodiscard]] std::string model_setting(const Config& config);

}  // namespace polso
