// The bundles at hand, whose figures can be corrected.
#pragma once

#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "bundle/bundle.h"

namespace polso {

/// The model that is set and all that the registry holds or held; when neither was set, those beside the
/// default model, since any may have judged the posts.
[[nodiscard]] Result<std::vector<Bundle>> bundles_of(const Config& config);

}  // namespace polso
