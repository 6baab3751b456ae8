// Words: where GPT-2's splitting rule cuts a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace polso::bpe {

/// How many bytes the first word of `text` has; `text` is not empty, valid UTF-8, and begins where a word does. The
/// words are the matches of 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+, the rule of
/// GPT-2 (Radford et al., 2019, github.com/openai/gpt-2, encoder.py). White space before a word belongs to that word
/// when it is one space; the rest of a run is a word of its own.
[[nodiscard]] std::size_t first_word(std::string_view text);

}  // namespace polso::bpe
