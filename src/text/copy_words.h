// What a post says, without what changes between copies of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace polso {

/// Replaces `out` by the words of `text` in lower case with one space between them, and returns how many there are.
/// Left out are links, @names, a leading "RT", marks and emoji, the # of hashtags, HTML entities' spelling, and the
/// piece of a word before "…", where a retweet was cut. Where words are written without spaces each character is one.
std::size_t copy_words(std::string_view text, std::string& out);

}  // namespace polso
