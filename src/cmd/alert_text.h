// Alerts for a terminal.
#pragma once

#include <string>

#include "base/lang.h"
#include "post/alert.h"

namespace polso {

/// Some lines: severity and times, what moved, the cause, the terms that stand out.
[[nodiscard]] std::string alert_text(const Alert& alert, Lang lang, std::size_t columns);

}  // namespace polso
