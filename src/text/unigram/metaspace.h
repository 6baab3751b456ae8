// Metaspace: words that carry the space before them as U+2581.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace polso::unigram {

inline constexpr std::string_view kMetaspace = "\u2581";

/// What separates words.
enum class Between : bool { kWhiteSpace, kSpaces };

/// Calls `take` with each word of `text`; false stops. The pre-tokenisers of `tokenizers`: with kWhiteSpace
/// WhitespaceSplit, then Metaspace for each stretch; with kSpaces Metaspace alone, to which other white space is part
/// of a word. Metaspace writes U+2581 for each space and in front, unless one is there, and cuts before each U+2581.
void each_word(std::string_view text, Between between, const std::function<bool(std::string_view)>& take);

}  // namespace polso::unigram
