// The table of characters of a sentencepiece model (precompiled_charsmap): whether it may be walked.
#pragma once

#include <string_view>

namespace polso::sentencepiece_model {

/// True when no text can lead libsentencepiece out of the table, which it walks without a check: a double array
/// (Darts-clone) after its size in four bytes, then the strings that its values point to. An empty table is safe.
[[nodiscard]] bool is_safe_charsmap(std::string_view charsmap);

}  // namespace polso::sentencepiece_model
