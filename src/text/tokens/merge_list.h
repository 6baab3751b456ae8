// The list of merges, as merges.txt and tokenizer.json have it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace polso::tokens {

/// Pairs of tokens; the first merges first.
using MergeList = std::vector<std::pair<std::string, std::string>>;

/// Of merges.txt: a pair a line, "left right"; lines that begin with "#version" and empty lines are left out.
[[nodiscard]] Result<MergeList> read_merges(std::string_view merges_txt);

/// Of "model.merges" in a tokenizer.json: "left right" or ["left", "right"].
[[nodiscard]] Result<MergeList> merges_of(const nlohmann::json& json);

}  // namespace polso::tokens
