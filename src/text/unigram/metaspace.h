// Metaspace: words that carry the space before them as U+2581.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace polso::unigram {

inline constexpr std::string_view kMetaspace = "\u2581";

/// Calls `take` with each word of `text`, which is cut at white space; a word gets U+2581 in front unless it begins
/// with one, and is cut again before each further one. `take` answers false to stop. The pre-tokenisers WhitespaceSplit
/// and Metaspace of `tokenizers`, in this order.
void each_word(std::string_view text, const std::function<bool(std::string_view)>& take);

}  // namespace polso::unigram
