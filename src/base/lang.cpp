// Numbers and dates in two languages, without the C locale.
#include "base/lang.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>

namespace polso {
namespace {

using Months = std::array<std::string_view, 12>;
constexpr Months kShortEnglish{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr Months kShortItalian{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"};
constexpr Months kFullEnglish{"January", "February", "March",     "April",   "May",      "June",
                              "July",    "August",   "September", "October", "November", "December"};
constexpr Months kFullItalian{"gennaio", "febbraio", "marzo",     "aprile",  "maggio",   "giugno",
                              "luglio",  "agosto",   "settembre", "ottobre", "novembre", "dicembre"};

}  // namespace

std::optional<Lang> parse_lang(std::string_view text) {
  const std::string_view tag = text.substr(0, text.find_first_of("-_."));
  if (tag == "en") return Lang::kEnglish;
  if (tag == "it") return Lang::kItalian;
  return std::nullopt;
}

std::string percent(double fraction) {
  const long whole = std::lround(fraction * 100);
  if (whole == 0 && fraction > 0) return "<1\u00A0%";
  return fmt::format("{}\u00A0%", whole);
}

std::string count(std::uint64_t number, Lang lang) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t place = digits.size(); place > 3; place -= 3) {
    digits.insert(place - 3, 1, lang == Lang::kItalian ? '.' : ',');
  }
  return digits;
}

std::string date(Millis time, Lang lang, bool full) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(floor_time(time, kDay) / kDay))};
  return fmt::format("{} {} {}", unsigned{day.day()}, month_name(unsigned{day.month()}, lang, full), int{day.year()});
}

std::string_view month_name(unsigned month, Lang lang, bool full) {
  const bool italian = lang == Lang::kItalian;
  if (full) return (italian ? kFullItalian : kFullEnglish)[month - 1];
  return (italian ? kShortItalian : kShortEnglish)[month - 1];
}

}  // namespace polso
