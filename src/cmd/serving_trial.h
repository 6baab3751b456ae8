// A model put to work in the real server for a moment, to see what serving it costs.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "learn/gate/gate.h"

namespace polso {

/// Starts this very program as a server of the bundle in `folder` on a free port of the loopback, over an empty
/// database of its own, asks it some thousand times and ends it. posts_a_second is the median of several rounds of
/// batches of 100. kUnavailable when it does not start within half a minute or does not answer. Blocks for a second or
/// two.
[[nodiscard]] Result<Serving> try_serving(const std::filesystem::path& folder);

}  // namespace polso
