// What a reader of English or Italian expects of numbers and dates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace polso {

enum class Lang : unsigned char { kEnglish, kItalian };

/// "en" or "it", with or without a country ("it-IT", "it_IT.UTF-8").
[[nodiscard]] std::optional<Lang> parse_lang(std::string_view text);

/// "63 %" (no-break space); "<1 %" for what would round to 0 and is not.
[[nodiscard]] std::string percent(double fraction);

/// "14,640" or "14.640".
[[nodiscard]] std::string count(std::uint64_t number, Lang lang);

/// "17 Feb 2015", "17 febbraio 2015" with `full`.
[[nodiscard]] std::string date(Millis time, Lang lang, bool full = false);

/// "Feb", "febbraio" with `full`; `month` from 1.
[[nodiscard]] std::string_view month_name(unsigned month, Lang lang, bool full = false);

}  // namespace polso
