// The polarity stage of a recipe: word scores from roughly labelled posts and from lexicons, as a table for the bundle.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "learn/corpus.h"
#include "text/polarity.h"

namespace polso {

/// Nothing when the recipe has no such stage. Bins are cut on the training posts. Reads lexicons out of `folders` and
/// notes them in `sources`.
[[nodiscard]] Result<std::optional<PolarityTable>> learn_polarity(const Recipe& recipe, const Corpus& corpus,
                                                                  const std::vector<std::filesystem::path>& folders,
                                                                  std::vector<DataSource>& sources);

}  // namespace polso
