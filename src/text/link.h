// Links and handles inside a post.
#pragma once

#include <cstddef>
#include <string_view>

namespace polso {

/// How many bytes at `text[at]` are a link: http…, www.…, pic.twitter.com/…, or a bare host of a common domain with a
/// path (bit.ly/x). 0: no link begins here. Call it where a word may begin.
[[nodiscard]] std::size_t link_length(std::string_view text, std::size_t at);

/// How many bytes are a handle: @ and letters, digits or underscores. 0: none.
[[nodiscard]] std::size_t handle_length(std::string_view text, std::size_t at);

}  // namespace polso
