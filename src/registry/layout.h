// Layout: the names inside a registry's folder, and what whoever writes in it begins with.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/journal.h"
#include "registry/registry.h"

namespace polso {

inline constexpr std::string_view kVersionsFolder = "versions";
inline constexpr std::string_view kUnfinishedFolder = "tmp";

/// An empty registry. kInvalid when `folder` holds other things.
[[nodiscard]] Status make_layout(const std::filesystem::path& folder);

/// kTooLarge when the deed says more than a history should keep.
[[nodiscard]] Result<Journal> open_journal(const std::filesystem::path& registry, const Deed& deed);

/// What lies in a folder, sorted; nothing when it is not there.
[[nodiscard]] std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder);

/// The versions that a cascade is made of; nothing for other kinds.
[[nodiscard]] std::vector<std::string> parts_of(const Bundle& bundle);

}  // namespace polso
