// What a model's own labels mean, where they tell it themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "post/sentiment.h"

namespace polso {

/// The sentiment of each label when they are the three sentiments by any of their names, each once; else nothing.
[[nodiscard]] std::optional<std::vector<Sentiment>> sentiments_named(const std::vector<std::string>& labels);

/// "A, B, C", and how many more where there are over ten.
[[nodiscard]] std::string some_labels(const std::vector<std::string>& labels);

}  // namespace polso
