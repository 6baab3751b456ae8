// Ranges come in the order of the text and do not overlap.
#include "http/api/words.h"

#include <cmath>

namespace polso::http {

Json words_json(const Classifier& model, std::string_view text) {
  const auto explanation = model.explain(text);
  Json out = Json::array();
  if (!explanation) return out;
  std::size_t done = 0;
  for (const WordPart& word : explanation->words) {
    if (word.begin < done) continue;
    if (word.begin > done) out.push_back({{"text", text.substr(done, word.begin - done)}});
    Json part = Json::object();
    for (std::size_t s = 0; s < kSentiments; ++s) {
      part[std::string(kSentimentNames[s])] = std::round(word.part[s] * 1e4) / 1e4;
    }
    out.push_back({{"text", text.substr(word.begin, word.end - word.begin)}, {"part", std::move(part)}});
    done = word.end;
  }
  if (done < text.size()) out.push_back({{"text", text.substr(done)}});
  return out;
}

}  // namespace polso::http
