// Intervals and stretches of time as a reader of English or Italian expects them.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/lang.h"
#include "mood/report.h"
#include "post/share.h"

namespace polso {

/// "58–68 %".
[[nodiscard]] std::string interval(const Estimate& estimate);

/// The beginning of a stretch, short: "17 Feb", and "17 Feb 14:00" when the step is an hour.
[[nodiscard]] std::string stretch_label(Millis start, Step step, Lang lang);

/// "17 Feb 2015 14:30", in UTC.
[[nodiscard]] std::string moment(Millis time, Lang lang);

/// "17 Feb 2015 – 24 Feb 2015"; one date when both are the same day. `to` is not included.
[[nodiscard]] std::string range(Millis from, Millis to, Lang lang);

}  // namespace polso
