// Words: the words of a text as fastText cuts them.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "classify/fasttext/white_space.h"

namespace polso::fasttext {

/// What ends each line, and what a text may say literally to end it earlier.
inline constexpr std::string_view kEndOfLine = "</s>";
inline constexpr std::string_view kLabelPrefix = "__label__";

/// A word, and 16 of its bytes as two numbers: all of a word that is shorter, with zeros behind; the first and the
/// last eight of others. Words of at most kWholeKey bytes are equal when their lengths and keys are.
struct Word {
  static constexpr std::size_t kWholeKey = 16;

  std::string_view text;
  std::uint64_t front = 0;
  std::uint64_t back = 0;
  std::uint64_t mixed = 0;  // a hash of all this, for the dictionary

  void mix() {
    mixed = (front ^ (back * 0x9E3779B97F4A7C15U) ^ text.size()) * 0xD6E8FEB86659FD93U;
    mixed ^= mixed >> 32;
  }
};

/// The word that `text` is; as Words would find it.
[[nodiscard]] inline Word word_of(std::string_view text) {
  std::array<char, kStep> key{};
  if (text.size() <= kStep) {
    text.copy(key.data(), kStep);
  } else {
    text.copy(key.data(), kStep / 2);
    text.copy(key.data() + kStep / 2, kStep / 2, text.size() - kStep / 2);
  }
  Word word{text};
  std::memcpy(&word.front, key.data(), sizeof word.front);
  std::memcpy(&word.back, key.data() + sizeof word.front, sizeof word.back);
  word.mix();
  return word;
}

/// A newline inside the text is white space like any other: the text is one line. After its last word comes "</s>".
class Words {
 public:
  explicit Words(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
    ending_.fill(' ');
    const std::size_t kept = text.size() < kStep ? text.size() : kStep;
    if (kept > 0) std::memcpy(ending_.data() + kStep - kept, end_ - kept, kept);
  }

  /// False after the end of the line.
  bool next(Word& word) {
    if (ended_) return false;
    while (at_ != end_ && is_space(*at_)) ++at_;
    if (at_ == end_) {
      word = word_of(kEndOfLine);
      ended_ = true;
      return true;
    }
    const char* step = readable();
    std::size_t size = word_length(step);
    if (size < kStep) {
      word.text = {at_, size};
      word.front = number_at(step) & number_at(kKept.data() + kStep - size);
      word.back = number_at(step + 8) & number_at(kKept.data() + kStep - size + 8);
      word.mix();
      at_ += size;
      ended_ = word.text == kEndOfLine;
    } else {
      const char* begin = at_;
      while (size == kStep) {
        at_ += kStep;
        size = word_length(readable());
      }
      at_ += size;
      word = word_of({begin, static_cast<std::size_t>(at_ - begin)});
    }
    return true;
  }

 private:
  /// kStep bytes from here on, with spaces after the end.
  [[nodiscard]] const char* readable() const {
    const auto left = static_cast<std::size_t>(end_ - at_);
    return left >= kStep ? at_ : ending_.data() + kStep - left;
  }

  /// From place kStep - n on: n bytes of ones, then zeros.
  static constexpr std::array<char, 2 * kStep> kKept = [] {
    std::array<char, 2 * kStep> kept{};
    for (std::size_t i = 0; i < kStep; ++i) kept[i] = '\xFF';
    return kept;
  }();

  static std::uint64_t number_at(const char* from) {
    std::uint64_t number = 0;
    std::memcpy(&number, from, sizeof number);
    return number;
  }

  const char* at_;
  const char* end_;
  bool ended_ = false;
  std::array<char, 2 * kStep> ending_{};  // the last bytes of the text, and spaces
};

}  // namespace polso::fasttext
