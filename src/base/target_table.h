// Reads the tables [targets.NAME] of a config.
#pragma once

#include <toml++/toml.h>

#include <string>
#include <vector>

#include "base/target.h"

namespace polso {

/// `node` is what the key "targets" holds. Every fault is added to `faults` with `file` and its line; what has none is
/// added to `out`.
void take_targets(const toml::node& node, const std::string& file, std::vector<TargetEntry>& out,
                  std::vector<std::string>& faults);

}  // namespace polso
