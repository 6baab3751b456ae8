// SeenPosts: what is remembered of a brand's last weeks, post by post.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "post/bucket.h"
#include "reputation/detect/tick.h"
#include "store/store.h"

namespace polso {

/// Model, source and language of a post.
struct Kind {
  std::string model, source, lang;
  auto operator<=>(const Kind&) const = default;
};

/// 32 bytes a post.
struct SeenPost {
  Millis time = 0;
  std::uint64_t author = 0;  // the bits of its pseudonym; 0: unknown
  std::uint64_t thread = 0;  // thread_bits()
  std::uint16_t kind = 0;    // place in SeenPosts::kinds()
  Cell cell = 0;
  Sentiment label = Sentiment::kNeutral;
  bool copy = false;  // a near-copy of an earlier one
};

/// Bounded in time and in number. One thread.
class SeenPosts {
 public:
  SeenPosts(Millis keep, std::size_t most) : keep_(keep), most_(most) {}

  /// In order of time.
  const SeenPost& add(const StoredPost& post, bool copy);

  [[nodiscard]] const std::vector<Kind>& kinds() const { return kinds_; }
  [[nodiscard]] detect::Stratum stratum(std::uint16_t kind) const;

  template <class Visit>
  void each(Millis from, Millis to, const Visit& visit) const {
    auto post = std::ranges::lower_bound(posts_, from, {}, &SeenPost::time);
    for (; post != posts_.end() && post->time < to; ++post) visit(*post);
  }

 private:
  Millis keep_;
  std::size_t most_;
  std::deque<SeenPost> posts_;
  std::vector<Kind> kinds_;
  std::map<Kind, std::uint16_t> places_;
};

/// Of Post::thread, the same within a process; 0 for none.
[[nodiscard]] std::uint64_t thread_bits(const std::string& thread);

/// As in Post::author.
[[nodiscard]] std::string author_name(std::uint64_t author);

}  // namespace polso
