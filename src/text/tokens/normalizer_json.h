// The normalizer of a tokenizer.json with a Unigram.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "text/tokens/added_tokens.h"

namespace polso::tokens {

/// None (an empty Rewrite), Precompiled, Strip, Replace of runs of spaces, or a Sequence of these: what transformers
/// writes for XLM-RoBERTa in its versions 3 to 5.
[[nodiscard]] Result<Rewrite> normalizer_of(const nlohmann::json& json);

}  // namespace polso::tokens
