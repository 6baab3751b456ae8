// PostWords: what is kept of a post's text to compare one window of posts with another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "post/bucket.h"

namespace polso::monitor {

struct PostWords {
  std::vector<std::uint32_t> words;  // hashes of its different words, ascending
  std::uint32_t length = 0;          // words, repeated ones too
  std::string lang;                  // ISO 639-1, empty when unknown
  Cell cell = 0;                     // of its Verdict: what mood it speaks for
};

/// Words as the normaliser social-1 cuts them: case, links and names of users do not count. About 100 bytes a post.
[[nodiscard]] PostWords words_of(std::string_view text, std::string_view lang, Cell cell);

}  // namespace polso::monitor
