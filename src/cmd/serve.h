// Starts the server, tends it, and stops it.
#pragma once

#include "base/result.h"
#include "cmd/settings.h"

namespace polso {

/// Until Ctrl-C or SIGTERM; SIGHUP has the config file read again. `threads` 0: one a core.
[[nodiscard]] Status serve(const SettingFlags& flags, unsigned threads);

}  // namespace polso
