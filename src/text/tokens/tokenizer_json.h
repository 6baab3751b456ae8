// tokenizer.json, the one file of Hugging Face's `tokenizers`.
#pragma once

#include <string_view>

#include "base/result.h"
#include "text/tokeniser.h"

namespace polso::tokens {

/// See tokeniser_from_json().
[[nodiscard]] Result<TokeniserPtr> read_tokenizer_json(std::string_view bytes);

}  // namespace polso::tokens
