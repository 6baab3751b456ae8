// The Unigram of a tokenizer.json.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "text/tokeniser.h"

namespace polso::tokens {

/// `json` is the whole file, whose model is a Unigram; see tokeniser_from_json().
[[nodiscard]] Result<TokeniserPtr> unigram_tokeniser(const nlohmann::json& json);

}  // namespace polso::tokens
