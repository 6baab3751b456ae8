// What the verbs about a registry share: which one, who asks, and how versions and events are shown.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cmd/settings.h"
#include "registry/registry.h"

namespace polso {

/// The registry of the setting; kUsage when none is set.
[[nodiscard]] Result<std::filesystem::path> registry_folder(const SettingFlags& flags);
[[nodiscard]] Result<Registry> open_registry(const SettingFlags& flags);

/// `by`, or else the user of this session.
[[nodiscard]] Deed deed_of(std::string by, std::string why);

/// "champion", "challenger", "before" (a rollback may come to it), "" .
[[nodiscard]] std::string_view role_of(const RegistryState& state, std::string_view version);

[[nodiscard]] nlohmann::ordered_json event_json(const RegistryEvent& event);

/// "24 Nov 2026 20:15".
[[nodiscard]] std::string when(Millis time);

/// "0.651 [0.642, 0.660]".
[[nodiscard]] std::string metric_text(const Metric& metric);

/// " by ann: it is better", or less when less is known.
[[nodiscard]] std::string by_and_why(const RegistryEvent& event);

}  // namespace polso
