// Normalise, cut at spaces, hash.
#include "monitor/words.h"

#include <algorithm>

#include "text/social.h"

namespace polso::monitor {
namespace {

std::uint32_t hash_of(std::string_view word) {  // FNV-1a, 64 bits folded
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

PostWords words_of(std::string_view text, std::string_view lang, Cell cell) {
  std::string normalised;
  normalise_social_1(text, normalised);
  PostWords post{{}, 0, std::string(lang), cell};
  std::string_view rest = normalised;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) {
      post.words.push_back(hash_of(rest.substr(0, end)));
      ++post.length;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::ranges::sort(post.words);
  const auto repeated = std::ranges::unique(post.words);
  post.words.erase(repeated.begin(), repeated.end());
  return post;
}

}  // namespace polso::monitor
