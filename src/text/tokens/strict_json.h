// JSON as the tokenisers' files must have it: no key twice in one object.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso::tokens {

/// kCorrupt, with `name` in the sentence, when `bytes` are not JSON or an object has a key twice (nlohmann would
/// silently keep one of both).
[[nodiscard]] Result<nlohmann::json> strict_json(std::string_view bytes, const std::string& name);

}  // namespace polso::tokens
