// Dictionary::getLine and FastText::predict, as the command-line tool has it, less the 1e-5 that it adds.
#include "learn/fasttext/score.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace polso {

Scores score_line(const FastTextModel& model, const std::vector<Sentiment>& sentiments, const std::string& line) {
  constexpr float kAdded = 1e-5F;  // predict answers log(p + 1e-5)
  std::istringstream in(line + "\n");
  std::vector<std::int32_t> words;
  std::vector<std::int32_t> labels;
  model.getDictionary()->getLine(in, words, labels);
  fasttext::Predictions predictions;
  if (!words.empty()) model.predict(static_cast<std::int32_t>(sentiments.size()), words, predictions);
  Scores scores{};
  float sum = 0;
  for (const auto& [log_score, label] : predictions) {
    const float score = std::max(0.0F, std::exp(log_score) - kAdded);
    scores[index(sentiments[static_cast<std::size_t>(label)])] += score;
    sum += score;
  }
  for (float& score : scores) score = sum > 0 ? score / sum : 1.0F / float{kSentiments};
  return scores;
}

}  // namespace polso
