// Parsing and printing of times; civil-date arithmetic comes from <chrono>.
#include "base/clock.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <string>

#include "base/utf8.h"

namespace polso {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// Reads exactly `digits` decimal digits at the front and removes them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take_char(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Reads one or two digits.
std::optional<int> take_short_number(std::string_view& text) {
  const bool two = text.size() > 1 && text[1] >= '0' && text[1] <= '9';
  return take_number(text, two ? 2 : 1);
}

std::optional<Millis> days_from(int year, int month, int day) {
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch().count() * kDay;
}

std::optional<Millis> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take_char(text, "-")) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take_char(text, "-")) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  return days_from(*year, *month, *day);
}

std::optional<Millis> take_fraction(std::string_view& text) {
  if (!take_char(text, ".,")) return 0;
  Millis value = 0;
  Millis unit = 100;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    value += (text.front() - '0') * unit;
    unit /= 10;
    text.remove_prefix(1);
  }
  return value;
}

std::optional<Millis> take_clock(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take_char(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (take_char(text, ":")) {
    const auto read = take_number(text, 2);
    if (!read || *read > 60) return std::nullopt;  // 60: a leap second
    second = *read;
  }
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return *hour * kHour + *minute * kMinute + second * kSecond + *fraction;
}

std::optional<Millis> take_offset(std::string_view& text) {
  if (text.empty() || take_char(text, "Zz")) return 0;
  const bool east = text.front() == '+';
  if (!take_char(text, "+-")) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23) return std::nullopt;
  take_char(text, ":");
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return (east ? 1 : -1) * (*hours * kHour + *minutes * kMinute);
}

std::optional<Millis> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return date;
  if (!take_char(text, "Tt ")) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  if (text.starts_with(" +") || text.starts_with(" -")) text.remove_prefix(1);
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return *date + *clock - *offset;
}

std::optional<Millis> parse_american(std::string_view text) {
  const auto month = take_short_number(text);
  if (!month || !take_char(text, "/")) return std::nullopt;
  const auto day = take_short_number(text);
  if (!day || !take_char(text, "/")) return std::nullopt;
  const auto year = take_number(text, 4);
  if (!year) return std::nullopt;
  const auto date = days_from(*year, *month, *day);
  if (!date || text.empty()) return date;
  if (!take_char(text, " ")) return std::nullopt;
  const std::string clock_text = (text.find(':') == 1 ? "0" : "") + std::string(text);
  text = clock_text;
  const auto clock = take_clock(text);
  if (!clock || !text.empty()) return std::nullopt;
  return *date + *clock;
}

std::optional<Millis> parse_epoch(std::string_view text) {
  Millis value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  constexpr Millis kSmallestMillis = 100'000'000'000;  // as seconds this would be the year 5138
  const bool is_millis = value >= kSmallestMillis || value <= -kSmallestMillis;
  std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const auto fraction = take_fraction(rest);
  if (!fraction || !rest.empty()) return std::nullopt;
  return is_millis ? value : value * kSecond + *fraction;
}

/// The front of a text as a message may show it.
std::string front_of(std::string_view text) {
  std::string front(text.substr(0, 40));
  repair_utf8(front);
  return front;
}

}  // namespace

Millis system_now() {
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<Millis> parse_time(std::string_view text) {
  auto time = parse_rfc3339(text);
  if (!time) time = parse_epoch(text);
  if (!time) time = parse_american(text);
  if (!time) {
    return fail(Code::kInvalid, fmt::format("'{}' is not a time: use RFC 3339 (2015-02-24T19:35:52Z) or epoch seconds",
                                            front_of(text)));
  }
  if (*time < kMinTime || *time > kMaxTime) {
    return fail(Code::kInvalid, fmt::format("the time '{}' is outside the years 1 to 9999", front_of(text)));
  }
  return *time;
}

std::string format_date(Millis time) {
  const year_month_day date{sys_days(days(floor_time(time, kDay) / kDay))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string format_time(Millis time) {
  const Millis clock = time - floor_time(time, kDay);
  const Millis fraction = clock % kSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", format_date(time), clock / kHour, clock / kMinute % 60,
                     clock / kSecond % 60, fraction == 0 ? "" : fmt::format(".{:03}", fraction));
}

}  // namespace polso
