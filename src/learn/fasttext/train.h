// Training on libfasttext, with one thread and a seed.
#pragma once

#include <filesystem>

#include "base/progress.h"
#include "learn/fasttext/model.h"
#include "learn/recipe.h"

namespace polso {

/// `lines` holds one "__label__x text" a line; `vectors` a .vec file to start from, or nothing. kInvalid when nothing
/// is left to learn (min_count too high) or the numbers diverge (lr too high).
[[nodiscard]] Result<FastTextPtr> train_fasttext(const std::filesystem::path& lines,
                                                 const std::filesystem::path& vectors, const FastTextRecipe& recipe,
                                                 int seed, const Progress& progress);

/// Skipgram vectors of `dim` numbers for the words of `lines`, written to `vectors` as text (.vec).
[[nodiscard]] Status pretrain_vectors(const std::filesystem::path& lines, const PretrainRecipe& recipe, int dim,
                                      int seed, const std::filesystem::path& vectors, const Progress& progress);

/// The vectors at `vectors`, replaced by what a classifier of the labels in `lines` makes of them.
[[nodiscard]] Status tune_vectors(const std::filesystem::path& lines, const PretrainRecipe& recipe, int dim, int seed,
                                  const std::filesystem::path& vectors, const Progress& progress);

}  // namespace polso
