// FeedCounts: how many posts of a brand came Tick by Tick, and of which source and language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "watch/facts.h"
#include "watch/seen_posts.h"

namespace polso {

/// Posts of one source or one language, by Tick.
struct FeedPart {
  bool is_source = true;  // else a language
  std::string name;
  std::vector<float> posts;
};

/// Ticks of `width` from `start` on. Near-copies are counted apart from all else; posts of unknown language are in no
/// part.
struct FeedCounts {
  Millis start = 0;
  Millis width = 0;
  std::vector<float> posts, copies;
  std::vector<FeedPart> parts;
  std::vector<bool> usual;  // false: part of an incident

  [[nodiscard]] std::size_t ticks() const { return posts.size(); }
  [[nodiscard]] Millis time(std::size_t tick) const { return start + static_cast<Millis>(tick) * width; }
};

/// Of whole Ticks in `span`.
[[nodiscard]] FeedCounts count_feed(const SeenPosts& seen, const Span& span, Millis width,
                                    const std::vector<Span>& incidents);

}  // namespace polso
