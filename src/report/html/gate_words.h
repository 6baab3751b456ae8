// The phrases of the gate's page, in English and Italian.
#pragma once

#include <array>
#include <string_view>

#include "base/lang.h"

namespace polso {

/// What the gate calls something, and how a reader does.
struct GateName {
  std::string_view name;
  std::string_view shown;
};

struct GateArea {
  std::string_view area;  // GateCheck::area
  std::string_view title;
  std::string_view note;  // what is looked at
};

/// Patterns hold {} where report/words' fill() puts its arguments.
struct GateWords {
  std::string_view lang;                                              // for <html lang>
  std::string_view promote, refuse;                                   // candidate, champion
  std::string_view first, refuse_first;                               // candidate
  std::string_view promote_why;                                       // number of checks
  std::string_view refuse_why;                                        // failed, number of checks
  std::string_view reasons, other;                                    // heads of sections
  std::string_view outcome, looked_at, champion, candidate, finding;  // heads of columns
  std::string_view passed, failed, no_figure;
  std::array<GateArea, 5> areas;
  std::array<GateName, 11> names;
};

[[nodiscard]] const GateWords& gate_words(Lang lang);

/// In the language of `words`; what the gate did not name itself (sets, slices) stays as it is.
[[nodiscard]] std::string_view gate_name(const GateWords& words, std::string_view name);

}  // namespace polso
