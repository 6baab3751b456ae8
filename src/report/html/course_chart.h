// The course of the three shares of one brand: lines with interval bands, and the number of posts below.
#pragma once

#include <string>

#include "mood/report.h"
#include "report/format.h"

namespace polso {

/// Two <svg> as wide as their container, with a tooltip for each stretch.
[[nodiscard]] std::string course_chart(const BrandMood& mood, Step step, Lang lang);

/// "23 Feb: negative 72 % (70–75 %), neutral …; 2,973 posts".
[[nodiscard]] std::string stretch_text(const Stretch& stretch, Step step, Lang lang);

}  // namespace polso
