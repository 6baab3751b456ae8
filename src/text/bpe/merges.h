// Merges: which two neighbouring tokens become one, and in which order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace polso::bpe {

struct Merge {
  std::uint32_t rank = std::numeric_limits<std::uint32_t>::max();
  std::int32_t id = -1;  // of the token that both become; -1: they do not merge

  [[nodiscard]] bool exists() const { return id >= 0; }
};

/// A flat hash table of pairs of tokens. Immutable once filled.
class Merges {
 public:
  /// Room for `count` pairs.
  explicit Merges(std::size_t count);

  /// Ids are not negative. A pair that is there already takes the new rank.
  void add(std::int32_t left, std::int32_t right, Merge merge);

  [[nodiscard]] Merge find(std::int32_t left, std::int32_t right) const;

  /// Merges neighbours in place, the lowest rank first and of equals the leftmost, until no two are left that merge
  /// (Sennrich et al., 2016, algorithm 1). n log n for a long word.
  void apply(std::vector<std::int32_t>& word) const;

  /// The two ways in which apply() works; equal in what they answer. The first is quadratic, and fast for short words.
  void apply_by_scan(std::vector<std::int32_t>& word) const;
  void apply_by_heap(std::vector<std::int32_t>& word) const;

 private:
  struct Slot {
    std::uint64_t pair = std::numeric_limits<std::uint64_t>::max();  // all ones: free
    Merge merge;
  };

  [[nodiscard]] std::size_t slot_of(std::uint64_t pair) const;

  std::vector<Slot> slots_;  // a power of two, at most half full
};

}  // namespace polso::bpe
