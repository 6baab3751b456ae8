// The names that data sets give to the three sentiments.
#include "post/sentiment.h"

#include <algorithm>
#include <string>

namespace polso {
namespace {

constexpr std::array<std::array<std::string_view, 6>, kSentiments> kAliases{{
    {"0", "negative", "neg", "label_0", "negativo", "-1"},
    {"1", "neutral", "neu", "label_1", "neutro", "neutrale"},
    {"2", "positive", "pos", "label_2", "positivo", "+1"},
}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::optional<Sentiment> parse_sentiment(std::string_view text) {
  constexpr std::string_view kFastTextPrefix = "__label__";
  if (text.starts_with(kFastTextPrefix)) text.remove_prefix(kFastTextPrefix.size());
  std::string word(text.substr(0, 16));
  std::ranges::transform(word, word.begin(), lower);
  for (std::size_t i = 0; i < kSentiments; ++i) {
    if (text.size() == word.size() && std::ranges::find(kAliases[i], word) != kAliases[i].end()) {
      return static_cast<Sentiment>(i);
    }
  }
  return std::nullopt;
}

}  // namespace polso
