// Posts of our own making: each Sentiment has words of its own, and all share a topic's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "monitor/simulation_for_tests.h"
#include "monitor/words.h"

namespace polso::monitor::simulation {

/// Words are numbered within their kind; low numbers are frequent.
inline std::string word(char kind, std::uint64_t most, Random& random) {
  const double u = random.uniform();
  return std::string(1, kind) + "x" + std::string(1 + static_cast<std::size_t>(u * u * static_cast<double>(most)), 'o');
}

/// Twelve words: four of the Sentiment, eight of the topic.
inline PostWords written(const Checked& post, char topic, Random& random) {
  std::string text;
  for (int i = 0; i < 12; ++i) {
    text += word(i < 4 ? static_cast<char>('a' + static_cast<int>(index(post.truth))) : topic, 40, random) + " ";
  }
  return words_of(text, "en", cell_of(post.verdict.scores));
}

inline std::vector<PostWords> written(const std::vector<Checked>& posts, char topic, Random& random) {
  std::vector<PostWords> words;
  for (const Checked& post : posts) words.push_back(written(post, topic, random));
  return words;
}

}  // namespace polso::monitor::simulation
