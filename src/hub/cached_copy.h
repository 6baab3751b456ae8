// What the cache holds of a model, without asking anybody.
#pragma once

#include <string>

#include "base/result.h"
#include "hub/pull.h"

namespace polso {

/// The cached copy of the model as a pull would answer it, nothing of it fetched. kNotFound: no snapshot of this
/// revision, or one that lacks files.
[[nodiscard]] Result<Pulled> cached_copy(const ModelName& name, const std::filesystem::path& cache);

/// A clause for somebody who cannot reach the hub: which copy there is, or that there is none.
[[nodiscard]] std::string words_on_cache(const ModelName& name, const std::filesystem::path& cache);

}  // namespace polso
