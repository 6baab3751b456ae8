// The model card: README.md of a Bundle, with the Hugging Face hub's front matter, written out of the numbers.
#pragma once

#include <string>

#include "learn/train.h"

namespace polso {

/// Markdown; the same input gives the same bytes.
[[nodiscard]] std::string model_card(const Trained& trained, const Recipe& recipe);

}  // namespace polso
