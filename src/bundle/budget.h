// Budget: how much of the work the large model of a cascade may do.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

struct Budget {
  enum class Kind : unsigned char { kShare, kPerSecond };
  Kind kind = Kind::kShare;
  double value = 0.2;  // a share of the texts from 0 to 1, or texts a second above 0

  bool operator==(const Budget&) const = default;
};

/// Reads "0.2", "20%" and "50/s"; kUsage says what was meant for anything else, also out of range.
[[nodiscard]] Result<Budget> parse_budget(std::string_view text);

/// "0.2" or "50/s"; the shortest that parse_budget() reads back.
[[nodiscard]] std::string budget_text(const Budget& budget);

}  // namespace polso
