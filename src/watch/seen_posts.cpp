// A queue, oldest first.
#include "watch/seen_posts.h"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <limits>

namespace polso {
namespace {

constexpr std::size_t kMostKinds = std::numeric_limits<std::uint16_t>::max();

std::uint64_t author_bits(const std::string& author) {
  std::uint64_t bits = 0;
  std::from_chars(author.data(), author.data() + author.size(), bits, 16);
  return bits;
}

}  // namespace

const SeenPost& SeenPosts::add(const StoredPost& post, bool copy) {
  Kind kind{post.model, post.post.source, post.post.lang};
  auto place = places_.find(kind);
  if (place == places_.end()) {
    const std::size_t next = std::min(kinds_.size(), kMostKinds);
    if (next == kinds_.size()) kinds_.push_back(kind);
    place = places_.emplace(std::move(kind), static_cast<std::uint16_t>(std::min(next, kinds_.size() - 1))).first;
  }
  const Millis time = post.post.created_at;
  posts_.push_back({.time = time,
                    .author = author_bits(post.post.author),
                    .thread = thread_bits(post.post.thread),
                    .kind = place->second,
                    .cell = cell_of(post.verdict.scores),
                    .label = post.verdict.label,
                    .copy = copy});
  while (posts_.front().time < time - keep_ || posts_.size() > most_) posts_.pop_front();
  return posts_.back();
}

detect::Stratum SeenPosts::stratum(std::uint16_t kind) const {
  return std::min<detect::Stratum>(kind, detect::kStrata - 1);
}

std::uint64_t thread_bits(const std::string& thread) { return thread.empty() ? 0 : std::hash<std::string>{}(thread); }

std::string author_name(std::uint64_t author) { return fmt::format("{:016x}", author); }

}  // namespace polso
