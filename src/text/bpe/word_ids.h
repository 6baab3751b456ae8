// WordIds: the words that are one token, found at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polso::bpe {

/// A flat hash table from bytes to ids. Immutable once filled.
class WordIds {
 public:
  /// Room for `count` words.
  explicit WordIds(std::size_t count);

  /// `word` is not there yet; `id` is not negative. All words together have less than 4 GiB.
  void add(std::string_view word, std::int32_t id);

  /// -1 when there is no such word.
  [[nodiscard]] std::int32_t find(std::string_view word) const;

 private:
  struct Slot {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
    std::uint32_t hash = 0;
    std::int32_t id = -1;  // -1: free
  };

  [[nodiscard]] std::size_t slot_of(std::string_view word, std::uint64_t hash) const;

  std::vector<Slot> slots_;  // a power of two, at most half full
  std::string bytes_;        // of all words
};

}  // namespace polso::bpe
