// The stages of a recipe with [cascade]: two trained models in, a Bundle of kind "cascade" out.
#pragma once

#include "learn/train.h"

namespace polso {

/// As train(): judges the validation posts with both models, learns the deferral rule from them, counts the Validation
/// at the recipe's budget and measures the cascade on the tests. The models stay where they are; the Bundle names them
/// relative to its own folder. kInvalid when a Sentiment is missing in the validation posts.
[[nodiscard]] Result<Trained> train_cascade(const Recipe& recipe, const std::vector<std::filesystem::path>& folders,
                                            const std::filesystem::path& out, const Progress& progress);

}  // namespace polso
