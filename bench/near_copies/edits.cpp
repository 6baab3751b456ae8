// Made by rule, so that the truth is known.
#include "edits.h"

#include <sstream>

namespace {

using polso::Random;

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_name_or_link(const std::string& word) { return word[0] == '@' || word.starts_with("http"); }

std::string swap_words(std::string text, const std::string& other, Random& random, int times) {
  auto words = words_of(text);
  const auto others = words_of(other);
  for (int i = 0; i < times; ++i) {
    for (int tries = 0; tries < 10; ++tries) {
      std::string& word = words[random.below(words.size())];
      const std::string& with = others[random.below(others.size())];
      if (is_name_or_link(word) || is_name_or_link(with)) continue;
      word = with;
      break;
    }
  }
  return joined(words);
}

std::string cut(const std::string& text, double kept) {
  std::size_t size = static_cast<std::size_t>(static_cast<double>(text.size()) * kept);
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) --size;
  return text.substr(0, size) + "…";
}

}  // namespace

std::vector<Edit> edits() {
  using S = const std::string&;
  return {
      {"retweeted", [](S text, S, Random&) { return "RT @someone: " + text; }},
      {"a link more",
       [](S text, S, Random& r) { return text + " https://t.co/" + std::to_string(r.below(1'000'000)); }},
      {"an emoji more", [](S text, S, Random&) { return text + " 😡"; }},
      {"a hashtag more", [](S text, S, Random&) { return text + " #neveragain"; }},
      {"a word swapped", [](S text, S other, Random& r) { return swap_words(text, other, r, 1); }},
      {"two words swapped", [](S text, S other, Random& r) { return swap_words(text, other, r, 2); }},
      {"cut at 85 %", [](S text, S, Random&) { return "RT @someone: " + cut(text, 0.85); }},
      {"cut at 70 %", [](S text, S, Random&) { return "RT @someone: " + cut(text, 0.7); }},
  };
}
