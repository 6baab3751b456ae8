// The three shares of one brand as a stacked bar, with the intervals of its two borders below.
#pragma once

#include <string>

#include "mood/report.h"
#include "report/format.h"

namespace polso {

/// An <svg> as wide as its container; for a mood with enough posts.
[[nodiscard]] std::string share_bar(const BrandMood& mood, Lang lang);

}  // namespace polso
