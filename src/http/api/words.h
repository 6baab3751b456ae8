// A text cut into its words and what is between them, each word with its part in the verdict.
#pragma once

#include <string_view>

#include "classify/classifier.h"
#include "http/api/json.h"

namespace polso::http {

/// Joined, the pieces are the text. An empty array when the model cannot explain itself.
[[nodiscard]] Json words_json(const Classifier& model, std::string_view text);

}  // namespace polso::http
