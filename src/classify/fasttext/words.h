// Words: the words of a text as fastText cuts them.
#pragma once

#include <cstdint>
#include <string_view>

#include "classify/fasttext/hash.h"

namespace polso::fasttext {

/// What ends each line, and what a text may say literally to end it earlier.
inline constexpr std::string_view kEndOfLine = "</s>";
inline constexpr std::string_view kLabelPrefix = "__label__";

/// fastText's white space, in any locale: NUL is one of them.
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

struct Word {
  std::string_view text;
  std::uint32_t hash = 0;
};

/// A newline inside the text is white space like any other: the text is one line. After its last word comes "</s>".
class Words {
 public:
  explicit Words(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  /// False after the end of the line.
  bool next(Word& word) {
    if (ended_) return false;
    while (at_ != end_ && is_space(*at_)) ++at_;
    const char* begin = at_;
    std::uint32_t hash = kHashStart;
    while (at_ != end_ && !is_space(*at_)) hash = hash_step(hash, *at_++);
    word = {{begin, static_cast<std::size_t>(at_ - begin)}, hash};
    if (word.text.empty()) word = {kEndOfLine, hash_of(kEndOfLine)};
    ended_ = word.text == kEndOfLine;
    return true;
  }

 private:
  const char* at_;
  const char* end_;
  bool ended_ = false;
};

}  // namespace polso::fasttext
