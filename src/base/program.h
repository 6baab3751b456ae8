// run_program: another program, run to its end.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace polso {

struct ProgramRun {
  std::vector<std::string> words;                     // the program, looked for in PATH, and its arguments
  std::filesystem::path folder = {};                  // where it runs; empty: here
  std::map<std::string, std::string> variables = {};  // beside, or instead of, those of this process
};

struct ProgramEnd {
  int code = 0;      // as a shell says it: 128 and the signal's number when one ended it
  std::string said;  // standard output and standard error, in the order they came; the last 64 KiB
};

/// Without standard input. kUnavailable when it cannot be started, kNotFound when there is no such program. Any thread.
[[nodiscard]] Result<ProgramEnd> run_program(const ProgramRun& run);

/// As exec() and posix_spawn() want them: they point into `words`, with a null at the end.
[[nodiscard]] std::vector<char*> pointers(std::vector<std::string>& words);

}  // namespace polso
