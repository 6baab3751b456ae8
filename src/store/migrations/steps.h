// The numbered steps from an empty file to the schema of today.
#pragma once

#include <span>
#include <string_view>

namespace polso {

/// SQL of each step; step i leads from schema version i to i + 1. They may call histogram_sum()
/// (sqlite/histogram_sum.h).
[[nodiscard]] std::span<const std::string_view> schema_steps();

}  // namespace polso
