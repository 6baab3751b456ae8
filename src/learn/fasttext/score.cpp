// Dictionary::getLine and FastText::predict, as the command-line tool has it.
#include "learn/fasttext/score.h"

#include <cmath>
#include <sstream>

namespace polso {

Scores score_line(const FastTextModel& model, const std::vector<Sentiment>& sentiments, const std::string& line) {
  std::istringstream in(line + "\n");
  std::vector<std::int32_t> words;
  std::vector<std::int32_t> labels;
  model.getDictionary()->getLine(in, words, labels);
  fasttext::Predictions predictions;
  if (!words.empty()) model.predict(static_cast<std::int32_t>(sentiments.size()), words, predictions);
  Scores scores{};
  float sum = 0;
  for (const auto& [log_score, label] : predictions) {
    const float score = std::exp(log_score);
    scores[index(sentiments[static_cast<std::size_t>(label)])] += score;
    sum += score;
  }
  for (float& score : scores) score = sum > 0 ? score / sum : 1.0F / float{kSentiments};
  return scores;
}

}  // namespace polso
