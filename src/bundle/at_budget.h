// A cascade's Bundle at another budget than the one that it was made for.
#pragma once

#include <optional>
#include <string_view>

#include "bundle/budget.h"
#include "bundle/bundle.h"

namespace polso {

/// `bundle` itself when it is no cascade or has this budget. Else its version is "VERSION+BUDGET", since other Verdicts
/// are another model, and its Validation that of the share. At a budget a second the share is not known: the Validation
/// stays, which is right as far as the Scores of both models mean the same.
[[nodiscard]] Bundle at_budget(Bundle bundle, const Budget& budget);

/// `bundle`, perhaps at some budget, when that has this id.
[[nodiscard]] std::optional<Bundle> with_id(const Bundle& bundle, std::string_view id);

}  // namespace polso
