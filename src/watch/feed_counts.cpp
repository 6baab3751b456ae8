// One pass over the posts; the parts of a kind are looked up once.
#include "watch/feed_counts.h"

#include <algorithm>
#include <array>

namespace polso {
namespace {

constexpr std::size_t kNoPart = static_cast<std::size_t>(-1);

std::size_t place_of(FeedCounts& counts, bool is_source, const std::string& name) {
  if (name.empty()) return kNoPart;
  const auto same = std::ranges::find_if(
      counts.parts, [&](const FeedPart& part) { return part.is_source == is_source && part.name == name; });
  if (same != counts.parts.end()) return static_cast<std::size_t>(same - counts.parts.begin());
  counts.parts.push_back({is_source, name, std::vector<float>(counts.ticks())});
  return counts.parts.size() - 1;
}

}  // namespace

FeedCounts count_feed(const SeenPosts& seen, const Span& span, Millis width, const std::vector<Span>& incidents) {
  FeedCounts counts{.start = span.from, .width = width, .posts = {}, .copies = {}, .parts = {}, .usual = {}};
  const auto ticks = static_cast<std::size_t>(std::max<Millis>(span.to - span.from, 0) / width);
  counts.posts.resize(ticks);
  counts.copies.resize(ticks);
  counts.usual.resize(ticks);
  for (std::size_t t = 0; t < ticks; ++t) {
    const Millis time = counts.time(t);
    counts.usual[t] = std::ranges::none_of(
        incidents, [&](const Span& incident) { return time + width > incident.from && time < incident.to; });
  }
  std::vector<std::array<std::size_t, 2>> places(seen.kinds().size(), {kNoPart, kNoPart});
  std::vector<bool> known(places.size());
  seen.each(span.from, counts.time(ticks), [&](const SeenPost& post) {
    const auto tick = static_cast<std::size_t>((post.time - span.from) / width);
    if (post.copy) {
      ++counts.copies[tick];
      return;
    }
    ++counts.posts[tick];
    if (!known[post.kind]) {
      const Kind& kind = seen.kinds()[post.kind];
      places[post.kind] = {place_of(counts, true, kind.source), place_of(counts, false, kind.lang)};
      known[post.kind] = true;
    }
    for (const std::size_t place : places[post.kind]) {
      if (place != kNoPart) ++counts.parts[place].posts[tick];
    }
  });
  return counts;
}

}  // namespace polso
