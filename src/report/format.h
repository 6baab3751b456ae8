// Numbers, dates and foreign words as a reader of English or Italian expects them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "mood/report.h"
#include "post/share.h"

namespace polso {

enum class Lang : unsigned char { kEnglish, kItalian };

/// "en" or "it", with or without a country ("it-IT", "it_IT.UTF-8").
[[nodiscard]] std::optional<Lang> parse_lang(std::string_view text);

/// "63 %" (no-break space); "<1 %" for what would round to 0 and is not.
[[nodiscard]] std::string percent(double fraction);

/// "58–68 %".
[[nodiscard]] std::string interval(const Estimate& estimate);

/// "14,640" or "14.640".
[[nodiscard]] std::string count(std::uint64_t number, Lang lang);

/// "17 Feb 2015", "17 febbraio 2015" with `full`.
[[nodiscard]] std::string date(Millis time, Lang lang, bool full = false);

/// The beginning of a stretch, short: "17 Feb", and "17 Feb 14:00" when the step is an hour.
[[nodiscard]] std::string stretch_label(Millis start, Step step, Lang lang);

/// "17 Feb 2015 – 24 Feb 2015"; one date when both are the same day. `to` is not included.
[[nodiscard]] std::string range(Millis from, Millis to, Lang lang);

}  // namespace polso
