// Labelled posts in fastText's format, for tests.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>

#include "base/random.h"
#include "post/sentiment.h"

namespace polso {

/// A word that no other post has.
inline std::string own_word(std::uint64_t seed, std::size_t n) {
  std::string word(1, static_cast<char>('a' + seed));
  for (; n > 0; n /= 5) word += "bdgkm"[n % 5];
  return word;
}

/// Posts made of words that tell their mood, most of the time.
inline std::string labelled_posts(std::size_t count, std::uint64_t seed) {
  constexpr std::array<std::array<const char*, 4>, kSentiments> kWords{{{"late", "broken", "awful", "rude"},
                                                                        {"today", "platform", "ticket", "monday"},
                                                                        {"lovely", "thanks", "great", "smooth"}}};
  Random random(seed);
  std::string text;
  for (std::size_t n = 0; n < count; ++n) {
    const std::size_t truth = random.below(kSentiments);
    text += fmt::format("__label__{} {}", kSentimentNames[truth], own_word(seed, n));
    for (int w = 0; w < 5; ++w) {
      const std::size_t from = random.below(3) == 0 ? random.below(kSentiments) : truth;
      text += fmt::format(" {}", kWords[from][random.below(4)]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace polso
