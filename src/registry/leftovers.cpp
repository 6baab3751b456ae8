// Only names that this room gives are looked at; whatever else lies there is somebody else's.
#include "registry/leftovers.h"

#include <fmt/format.h>

#include "registry/layout.h"

namespace polso {

namespace fs = std::filesystem;

std::vector<Leftover> leftovers_of(const Registry& registry, const RegistryState& state) {
  std::vector<Leftover> found;
  for (const fs::path& path : entries_of(registry.path() / kUnfinishedFolder)) {
    found.push_back({path, fmt::format("'{}' is a copy that was cut short", path.string())});
  }
  for (const fs::path& path : entries_of(registry.path() / kVersionsFolder)) {
    const std::string version = path.filename();
    if (!is_version_name(version) || has_version(state, version)) continue;
    if (added_event(state, version) == nullptr) {
      found.push_back(
          {path, fmt::format("'{}' was copied and never added: 'polso models add' with it does so, gc removes it",
                             path.string())});
      continue;
    }
    for (const fs::path& file : entries_of(path)) {
      if (file.filename() == kBundleFile) continue;
      found.push_back({file, fmt::format("'{}' belongs to a version that was removed", file.string())});
    }
  }
  return found;
}

}  // namespace polso
