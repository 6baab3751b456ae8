// The n-grams of fastText: of a word's characters, and of a line's words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "classify/fasttext/hash.h"

namespace polso::fasttext {

[[nodiscard]] constexpr bool continues_character(char byte) { return (byte & 0xC0) == 0x80; }

/// Calls emit(hash) for each run of `shortest` to `longest` characters of `word`, which is a word between '<' and '>'.
/// A character is a byte and the UTF-8 continuation bytes after it, valid or not; '<' and '>' alone are no n-grams.
template <class Emit>
void each_character_ngram(std::string_view word, std::uint32_t shortest, std::uint32_t longest, Emit emit) {
  for (std::size_t begin = 0; begin < word.size(); ++begin) {
    if (continues_character(word[begin])) continue;
    std::uint32_t hash = kHashStart;
    std::size_t end = begin;
    for (std::uint32_t length = 1; length <= longest && end < word.size(); ++length) {
      do {
        hash = hash_step(hash, word[end++]);
      } while (end < word.size() && continues_character(word[end]));
      const bool lone_bracket = length == 1 && (begin == 0 || end == word.size());
      if (length >= shortest && !lone_bracket) emit(hash);
    }
  }
}

/// The runs of words that end at each new word: for a run of hashes a, b, c the number (a*k + b)*k + c modulo 2^64,
/// each hash widened with its sign.
class WordRuns {
 public:
  /// Forgets the line before; runs have 2 to `longest` words. add() only when `longest` is above 1.
  void restart(std::uint32_t longest) {
    runs_.clear();
    limit_ = longest - 1;
    oldest_ = 0;
  }

  template <class Emit>
  void add(std::uint32_t hash, Emit emit) {
    const auto widened = static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(hash)});
    for (std::uint64_t& run : runs_) emit(run = run * kMultiplier + widened);
    if (runs_.size() < limit_) {
      runs_.push_back(widened);
    } else {
      runs_[oldest_] = widened;
      oldest_ = oldest_ + 1 == limit_ ? 0 : oldest_ + 1;
    }
  }

 private:
  static constexpr std::uint64_t kMultiplier = 116049371;
  std::vector<std::uint64_t> runs_;
  std::size_t limit_ = 0;
  std::size_t oldest_ = 0;
};

}  // namespace polso::fasttext
