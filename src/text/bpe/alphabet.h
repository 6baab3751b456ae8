// The alphabet: how the files of byte-level BPE write bytes as characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polso::bpe {

/// The character of a byte, in UTF-8: itself where Latin-1 has a printable one, else U+0100 and those that follow, in
/// order of the bytes (bytes_to_unicode of GPT-2's encoder.py; so a space is "Ġ").
[[nodiscard]] std::string symbol_of(unsigned char byte);

/// The bytes that `token` writes; nothing when it has a character that is no byte's.
[[nodiscard]] std::optional<std::string> bytes_of(std::string_view token);

}  // namespace polso::bpe
