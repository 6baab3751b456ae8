// Facts: a brand's posts of a stretch of time, counted in the ways that tell a cause.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "watch/cause.h"
#include "watch/seen_posts.h"

namespace polso {

/// [from, to).
struct Span {
  Millis from = 0;
  Millis to = 0;
};

struct Tally {
  double posts = 0;  // near-copies are counted apart from all else
  double copies = 0;
  double negatives = 0;                       // by the model's labels
  std::vector<double> by_kind;                // posts, by place in SeenPosts::kinds()
  std::map<std::string, Histogram> by_model;  // of posts
  std::map<std::uint64_t, double> by_author;  // negatives
  std::map<std::uint64_t, double> by_thread;  // likewise
  std::unordered_set<std::uint64_t> copy_authors;
};

/// Posts of `span`, but those within `left_out`.
[[nodiscard]] Tally tally(const SeenPosts& seen, const Span& span, const std::vector<Span>& left_out = {});

/// `field` says which of a Kind's names counts.
[[nodiscard]] std::vector<Portion> portions(const std::vector<Kind>& kinds, const Tally& before, const Tally& since,
                                            std::string Kind::* field);

/// The authors or threads of most negatives since; each is named by the hexadecimal digits of its bits.
[[nodiscard]] std::vector<Portion> loudest(const Tally& before, const Tally& since,
                                           std::map<std::uint64_t, double> Tally::* field);

}  // namespace polso
