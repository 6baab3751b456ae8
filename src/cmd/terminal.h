// What standard output is: a terminal of some width, with or without colour, or a file.
#pragma once

#include "report/table.h"

namespace polso {

/// Colour on a terminal unless NO_COLOR is set (no-color.org); 80 columns when nobody knows better.
[[nodiscard]] TableOptions terminal_options(Lang lang);

}  // namespace polso
