// JSON of strangers: nothing thrown, no name twice in an object.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"

namespace polso {

/// kCorrupt says where the text breaks off being JSON, or which name an object holds twice (nlohmann-json would keep
/// the last); kTooLarge over `limit` bytes, since a parsed document is many times its text.
[[nodiscard]] Result<nlohmann::json> parse_strict_json(std::string_view text, std::size_t limit);

}  // namespace polso
