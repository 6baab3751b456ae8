// The "cascade" section of polso.json, both ways.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "bundle/cascade.h"

namespace polso {

/// Validation posts as columns, one character a label and two (hexadecimal) a cell, so that thousands stay small.
[[nodiscard]] nlohmann::ordered_json cascade_json(const Cascade& cascade);

/// Throws std::exception with a sentence for whatever does not fit: a key too few or too many, columns of different
/// length, a number that is not finite, a budget outside [0, 1], quantiles that do not ascend.
[[nodiscard]] Cascade cascade_of(const nlohmann::ordered_json& json);

}  // namespace polso
