// Counting names.
#include "watch/health/parts.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace polso::health {
namespace {

using monitor::SliceKind;

std::map<std::string, std::size_t> counted(const Posts& window, SliceKind kind) {
  std::map<std::string, std::size_t> counts;
  for (const HealthPost* post : window) {
    if (kind == SliceKind::kBrand) {
      for (const std::string& brand : post->brands) ++counts[brand];
    } else {
      ++counts[kind == SliceKind::kLanguage ? post->words.lang : post->source];
    }
  }
  return counts;
}

}  // namespace

bool belongs(const HealthPost& post, const PartKey& part) {
  switch (part.kind) {
    case SliceKind::kAll:
      return true;
    case SliceKind::kBrand:
      return std::ranges::find(post.brands, part.name) != post.brands.end();
    case SliceKind::kLanguage:
      return post.words.lang == part.name;
    case SliceKind::kSource:
      return post.source == part.name;
  }
  return false;
}

Posts part_of(const Posts& posts, const PartKey& part) {
  Posts result;
  std::ranges::copy_if(posts, std::back_inserter(result), [&](const HealthPost* p) { return belongs(*p, part); });
  return result;
}

std::vector<PartKey> busiest_parts(const Posts& window, const PartOptions& options) {
  std::vector<PartKey> parts;
  for (const SliceKind kind : {SliceKind::kBrand, SliceKind::kLanguage, SliceKind::kSource}) {
    const auto counts = counted(window, kind);
    if (counts.size() < 2) continue;
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [name, posts] : counts) {
      if (posts >= options.fewest) order.emplace_back(posts, name);
    }
    std::ranges::sort(order, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
      std::string& name = order[i].second;
      const bool asked_for = kind == SliceKind::kBrand && name == options.brand;
      if (i < options.most || asked_for) parts.push_back({kind, std::move(name)});
    }
  }
  return parts;
}

}  // namespace polso::health
