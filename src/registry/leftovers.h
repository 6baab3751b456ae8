// Leftovers: what work that was cut short left behind. It harms nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "registry/registry.h"

namespace polso {

struct Leftover {
  std::filesystem::path path;  // a file or a folder that nobody needs
  std::string says;            // what it is: a sentence
};

/// While nobody else writes: unfinished copies, versions that no line of the history added, and files of removed ones.
[[nodiscard]] std::vector<Leftover> leftovers_of(const Registry& registry, const RegistryState& state);

}  // namespace polso
