// Byte classes of ASCII, independent of the locale.
#pragma once

namespace polso {

[[nodiscard]] constexpr bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper_byte(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower_byte(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_letter_byte(char c) { return is_upper_byte(c) || is_lower_byte(c); }
[[nodiscard]] constexpr bool is_word_byte(char c) { return is_letter_byte(c) || is_digit_byte(c); }
[[nodiscard]] constexpr bool is_non_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
/// Space and control bytes, NUL and newline among them.
[[nodiscard]] constexpr bool is_space_byte(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }
[[nodiscard]] constexpr char lower_byte(char c) { return is_upper_byte(c) ? static_cast<char>(c + 32) : c; }

}  // namespace polso
