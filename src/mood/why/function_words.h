// Function words: what is said in any text and tells of nothing, in English and Italian.
#pragma once

#include <string_view>

namespace polso {

/// Articles, pronouns, prepositions, conjunctions, auxiliary verbs and the like, in lower case. False for all words of
/// other languages.
[[nodiscard]] bool is_function_word(std::string_view word);

}  // namespace polso
