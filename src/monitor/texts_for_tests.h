// Posts of our own making: some words of a mood, as the model's scores have read them, the others of a topic.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "monitor/simulation_for_tests.h"
#include "monitor/words.h"

namespace polso::monitor::simulation {

/// One of 100 words of a kind; those of low numbers are frequent.
inline std::string word(char kind, Random& random) {
  const double u = random.uniform();
  const auto number = static_cast<std::size_t>(u * u * 100);
  constexpr std::string_view kLetters = "bcdfghklmn";
  return {kind, kLetters[number / 10], 'a', kLetters[number % 10], 'o'};
}

/// Eight words of moods, each as likely as the scores say, so that the scores say all that the words tell of the truth;
/// and four of the topic.
inline PostWords written(const Checked& post, char topic, Random& random) {
  std::string text;
  const Scores& scores = post.verdict.scores;
  for (int i = 0; i < 8; ++i) {
    const double u = random.uniform();
    text += word(u < scores[0] ? 'a' : u < scores[0] + scores[1] ? 'e' : 'i', random) + " ";
  }
  for (int i = 0; i < 4; ++i) text += word(topic, random) + " ";
  return words_of(text, "en", cell_of(scores));
}

inline std::vector<PostWords> written(const std::vector<Checked>& posts, char topic, Random& random) {
  std::vector<PostWords> words;
  words.reserve(posts.size());
  for (const Checked& post : posts) words.push_back(written(post, topic, random));
  return words;
}

}  // namespace polso::monitor::simulation
