// Built level by level from the sorted entries: each node is a range of them that begin alike.
#include "text/unigram/trie.h"

#include <algorithm>

namespace polso::unigram {

Trie::Trie(std::vector<Entry> entries) : nodes_(1) {
  std::ranges::sort(entries);
  struct Range {
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
  };
  std::vector<Range> ranges{{0, entries.size(), 0}};  // of each node
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    auto [at, end, depth] = ranges[node];
    if (at < end && entries[at].first.size() == depth) nodes_[node].id = node == 0 ? -1 : entries[at].second;
    while (at < end && entries[at].first.size() == depth) ++at;
    nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
    while (at < end) {
      const char byte = entries[at].first[depth];
      std::size_t next = at;
      while (next < end && entries[next].first[depth] == byte) ++next;
      nodes_.push_back({.byte = static_cast<unsigned char>(byte)});
      ranges.push_back({at, next, depth + 1});
      ++nodes_[node].children;
      at = next;
    }
  }
  for (std::uint32_t i = 0; i < nodes_[0].children; ++i) first_[nodes_[1 + i].byte] = 1 + i;
}

std::uint32_t Trie::child(std::uint32_t node, unsigned char byte) const {
  if (node == 0) return first_[byte];
  const Node& parent = nodes_[node];
  const auto begin = nodes_.begin() + parent.first_child;
  const auto found = std::ranges::lower_bound(begin, begin + parent.children, byte, {}, &Node::byte);
  return found != begin + parent.children && found->byte == byte ? static_cast<std::uint32_t>(found - nodes_.begin())
                                                                 : 0;
}

}  // namespace polso::unigram
