// Majority: what several people's labels of a post come to.
#pragma once

#include <optional>
#include <span>

#include "store/store.h"

namespace polso {

/// Of `people`, each there once: who gave last what more of them gave than anything else. Nothing when there is a tie,
/// or nobody.
[[nodiscard]] std::optional<PersonLabel> majority(std::span<const PersonLabel> people);

}  // namespace polso
