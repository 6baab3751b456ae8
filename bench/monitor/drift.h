// False alarms and power of the figures of drift, on posts whose truth or date is known.
#pragma once

#include <string>

#include "base/result.h"

namespace polso {

/// Prints the tables; README.md says what they hold.
[[nodiscard]] Status print_drift(const std::string& bundle);

}  // namespace polso
