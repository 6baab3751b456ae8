// Progress as a person sees it: a bar on a terminal, now and then a plain line elsewhere. Always on standard error.
#pragma once

#include "base/progress.h"

namespace polso {

/// A Progress that draws. Calls may come from one thread at a time.
[[nodiscard]] Progress progress_bar();

}  // namespace polso
