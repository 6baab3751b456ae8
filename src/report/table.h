// A Report for the terminal: a bar per share with its interval, and the course of the negatives.
#pragma once

#include <cstddef>
#include <string>

#include "mood/report.h"
#include "report/format.h"

namespace polso {

struct TableOptions {
  Lang lang = Lang::kEnglish;
  std::size_t columns = 80;  // of the terminal; used between 60 and 110
  bool colour = false;       // ANSI escapes
};

/// Text of lines, each ending in a newline and none wider than the terminal unless a brand's name is.
[[nodiscard]] std::string render_table(const Report& report, const TableOptions& options);

}  // namespace polso
