// Times and addresses as a reader of messages wants them.
#include "notify/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "notify/words.h"

namespace polso::notify {
namespace {

Millis there(Millis time, const Reader& reader) { return reader.local ? reader.local(time) : time; }

std::string clock(Millis local) {
  const Millis minutes = (local - floor_time(local, kDay)) / kMinute;
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string zone_text(const Reader& reader) {
  return reader.zone == "UTC" ? std::string("UTC") : fmt::format("({})", reader.zone);
}

}  // namespace

std::string moment(Millis time, const Reader& reader) {
  const Millis local = there(time, reader);
  return fmt::format("{}, {} {}", date(local, reader.lang), clock(local), zone_text(reader));
}

std::string span(Millis from, Millis to, const Reader& reader) {
  const Millis first = there(from, reader);
  const Millis last = there(to, reader);
  const bool same = floor_time(first, kDay) == floor_time(last, kDay);
  return fmt::format("{}, {} – {}{} {}", date(first, reader.lang), clock(first),
                     same ? std::string() : date(last, reader.lang) + ", ", clock(last), zone_text(reader));
}

std::string day(Millis time, const Reader& reader) { return date(there(time, reader), reader.lang); }

std::string duration(Millis length, Lang lang) {
  const Millis minutes = std::max<Millis>(length, 0) / kMinute;
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 2 * kDay / kMinute) {
    const Millis rest = minutes % 60;
    return rest == 0 ? fmt::format("{} h", minutes / 60) : fmt::format("{} h {} min", minutes / 60, rest);
  }
  const Millis hours = minutes / 60;
  const std::string_view days = words(lang).short_day;
  return hours % 24 == 0 ? fmt::format("{} {}", hours / 24, days)
                         : fmt::format("{} {} {} h", hours / 24, days, hours % 24);
}

std::string alert_url(const Reader& reader, std::int64_t alert) {
  return fmt::format("{}/alerts/{}", reader.page, alert);
}

}  // namespace polso::notify
