// What a code point is to GPT-2's splitting rule: a letter, a number, white space or anything else.
#pragma once

#include <cstdint>

namespace polso::bpe {

enum class CodeClass : std::uint8_t { kSpace, kLetter, kNumber, kOther };

/// \s (White_Space), \p{L} and \p{N} of Unicode 16, which the reference (PyPI tokenizers 0.23) knows. Code points that
/// Unicode assigned later are as utf8proc sees them.
[[nodiscard]] CodeClass class_of(char32_t code);

}  // namespace polso::bpe
