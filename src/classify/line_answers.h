// LineAnswers: what is printed for each line of text.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "classify/classifier.h"
#include "classify/fasttext/model.h"

namespace polso {

/// Fits LineWork::answer: one line of output for each line of `lines`. In JSON a line is an object with a comma before
/// it, so that a document is "[", all answers less the first comma, "]". Any number of threads.
using LineAnswers = std::function<Status(std::string_view lines, std::string& out)>;

/// Label, and the probabilities of negative, neutral and positive, separated by tabs:
/// `positive 0.0312 0.2099 0.7589`, or `{"label":"positive","scores":{"negative":0.0312,…}}`.
[[nodiscard]] LineAnswers verdict_answers(std::shared_ptr<const Classifier> classifier, bool json);

/// What `fasttext predict-prob` says: the model's own likeliest label and its probability, `__label__5 0.930112` or
/// `{"label":"__label__5","probability":0.930112}`; an empty line, or null for both, when it knows nothing of the text.
[[nodiscard]] LineAnswers raw_answers(const std::shared_ptr<const fasttext::FastTextModel>& model, bool json);

}  // namespace polso
