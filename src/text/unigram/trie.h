// Trie: the pieces of a vocabulary that a text begins with.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace polso::unigram {

/// Immutable; the children of a node lie side by side, in order of their bytes.
class Trie {
 public:
  using Entry = std::pair<std::string_view, std::int32_t>;

  /// Ids are not negative; no text is there twice; empty ones are left out.
  explicit Trie(std::vector<Entry> entries);

  /// Calls `take` with the length and the id of each entry that `text` begins with, the shortest first.
  template <class Take>
  void each_prefix(std::string_view text, Take take) const {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      node = child(node, static_cast<unsigned char>(text[i]));
      if (node == 0) return;
      if (nodes_[node].id >= 0) take(i + 1, nodes_[node].id);
    }
  }

 private:
  struct Node {
    std::uint32_t first_child = 0;
    std::int32_t id = -1;  // of the entry that ends here; -1: none
    std::uint16_t children = 0;
    unsigned char byte = 0;
  };

  /// 0, the root, when there is none.
  [[nodiscard]] std::uint32_t child(std::uint32_t node, unsigned char byte) const;

  std::vector<Node> nodes_;
  std::array<std::uint32_t, 256> first_{};  // the root's children
};

}  // namespace polso::unigram
