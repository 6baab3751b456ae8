// Undoes what exports leave in posts: HTML entities (&amp;) and JSON escapes (\u2019) that arrive as plain text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace polso {

/// Whether unescape() could change anything: a quick look for `&` and `\u`.
[[nodiscard]] bool has_escapes(std::string_view text);

/// Replaces `out` by `text` with entities decoded (twice-encoded ones too: &amp;lt; is <) and \uXXXX as the character,
/// surrogate pairs joined. What is no known escape stays as it is; NUL and lone surrogates become U+FFFD. `places`,
/// when given, becomes the place in `text` that each byte of `out` came from, and of the end.
void unescape(std::string_view text, std::string& out, std::vector<std::size_t>* places = nullptr);

}  // namespace polso
