// A hash table of indices, at most half full.
#include "pipeline/copies.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <string_view>
#include <utility>

namespace polso {
namespace {

std::size_t hash_of(const Post& post) {
  const std::hash<std::string_view> hash;
  return hash(post.id) * 31 + hash(post.source);
}

bool same(const Post& a, const Post& b) { return a.id == b.id && a.source == b.source; }

}  // namespace

std::size_t CopyFilter::drop_copies(std::vector<Post>& posts) {
  const std::size_t size = std::bit_ceil(2 * posts.size() + 1);
  slots_.assign(size, 0);
  std::size_t kept = 0;
  for (Post& post : posts) {
    std::size_t slot = hash_of(post) & (size - 1);
    while (slots_[slot] != 0 && !same(posts[slots_[slot] - 1], post)) slot = (slot + 1) & (size - 1);
    if (slots_[slot] != 0) continue;
    if (&posts[kept] != &post) std::swap(posts[kept], post);
    slots_[slot] = static_cast<std::uint32_t>(++kept);
  }
  const std::size_t dropped = posts.size() - kept;
  posts.resize(kept);
  return dropped;
}

}  // namespace polso
