// Two bundles side by side.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "bundle/bundle.h"

namespace polso {

/// Lines for a terminal: what is the same is said once, what differs stands in two columns.
[[nodiscard]] std::string bundle_diff(const Bundle& a, const Bundle& b);

[[nodiscard]] nlohmann::ordered_json bundle_diff_json(const Bundle& a, const Bundle& b);

}  // namespace polso
