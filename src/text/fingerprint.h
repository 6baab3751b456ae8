// Fingerprint: what is kept of a post's words to know its near-copies again.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace polso {

/// The same on every machine and in every run.
struct Fingerprint {
  std::uint64_t whole = 0;   // hash of all words in their order: exact copies
  std::uint64_t sketch = 0;  // SimHash (Charikar 2002) of the words and of the shingles of four bytes
  std::array<std::uint32_t, 4>
      keys{};  // the smallest hashes of three words in a row (Broder 1997): near-copies share one
  std::uint32_t words = 0;
};

/// Of copy_words(text): a retweet and its original agree. No words: all zero.
[[nodiscard]] Fingerprint fingerprint(std::string_view text);

/// In how many of the 64 bits two sketches differ: 0 for the same words, about 32 for texts that share none.
[[nodiscard]] inline int sketch_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

}  // namespace polso
