// Numbers and dates in two languages, without the C locale.
#include "report/format.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>

#include "base/utf8.h"

namespace polso {
namespace {

using Months = std::array<std::string_view, 12>;
constexpr Months kShortEnglish{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr Months kShortItalian{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"};
constexpr Months kFullEnglish{"January", "February", "March",     "April",   "May",      "June",
                              "July",    "August",   "September", "October", "November", "December"};
constexpr Months kFullItalian{"gennaio", "febbraio", "marzo",     "aprile",  "maggio",   "giugno",
                              "luglio",  "agosto",   "settembre", "ottobre", "novembre", "dicembre"};

std::string_view month_name(unsigned month, Lang lang, bool full) {
  const bool italian = lang == Lang::kItalian;
  if (full) return (italian ? kFullItalian : kFullEnglish)[month - 1];
  return (italian ? kShortItalian : kShortEnglish)[month - 1];
}

std::chrono::year_month_day calendar(Millis time) {
  return std::chrono::sys_days(std::chrono::days(floor_time(time, kDay) / kDay));
}

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

std::string interval(const Estimate& estimate) {
  return fmt::format("{}–{}\u00A0%", std::lround(estimate.low * 100), std::lround(estimate.high * 100));
}

std::string count(std::uint64_t number, Lang lang) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t place = digits.size(); place > 3; place -= 3) {
    digits.insert(place - 3, 1, lang == Lang::kItalian ? '.' : ',');
  }
  return digits;
}

std::string date(Millis time, Lang lang, bool full) {
  const auto day = calendar(time);
  return fmt::format("{} {} {}", unsigned{day.day()}, month_name(unsigned{day.month()}, lang, full), int{day.year()});
}

std::string stretch_label(Millis start, Step step, Lang lang) {
  const auto day = calendar(start);
  std::string label = fmt::format("{} {}", unsigned{day.day()}, month_name(unsigned{day.month()}, lang, false));
  if (step != Step::kByHour) return label;
  return fmt::format("{} {:02}:00", label, (start - floor_time(start, kDay)) / kHour);
}

std::string range(Millis from, Millis to, Lang lang) {
  const std::string first = date(from, lang);
  const std::string last = date(to > from ? to - 1 : to, lang);
  return first == last ? first : fmt::format("{} – {}", first, last);
}

}  // namespace polso
