// What libfasttext itself says of a line: training measures and calibrates with it.
#pragma once

#include <string>
#include <vector>

#include "learn/fasttext/model.h"
#include "post/sentiment.h"

namespace polso {

/// Probabilities of `line` (normalised text without newline), label by label in the model's order brought to the order
/// of Sentiment. `sentiments` says what each label means. A line of which the model knows nothing gets equal scores.
[[nodiscard]] Scores score_line(const FastTextModel& model, const std::vector<Sentiment>& sentiments,
                                const std::string& line);

}  // namespace polso
