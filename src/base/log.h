// The log: structured lines on standard error, for operators. Libraries below cmd/ stay silent except through here.
#pragma once

#include <string_view>

namespace polso {

enum class LogLevel : unsigned char { kDebug, kInfo, kWarning, kError };

/// Lines below `level` are dropped. Before other threads start.
void set_log_level(LogLevel level);

/// Any thread.
void log(LogLevel level, std::string_view message);

}  // namespace polso
