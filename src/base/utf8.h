// UTF-8: validation, repair and decoding. Invalid bytes become U+FFFD and are never fatal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace polso {

struct Utf8Char {
  char32_t code;    // U+FFFD when the bytes are invalid
  unsigned length;  // bytes consumed, at least 1
  bool valid;
};

/// The character at the front of `text`, which is not empty. Overlong forms, surrogates and values over U+10FFFF are
/// invalid; an invalid sequence consumes its longest valid prefix, as the WHATWG decoder does.
[[nodiscard]] Utf8Char decode_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t code);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Replaces each invalid sequence by U+FFFD, in place; returns how many there were.
std::size_t repair_utf8(std::string& text);

/// Text of strangers for a terminal: control and bidirectional formatting characters become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace polso
