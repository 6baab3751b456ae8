// Stretches of time and intervals in two languages.
#include "report/format.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace polso {
namespace {

std::chrono::year_month_day calendar(Millis time) {
  return std::chrono::sys_days(std::chrono::days(floor_time(time, kDay) / kDay));
}

}  // namespace

std::string interval(const Estimate& estimate) {
  return fmt::format("{}–{}\u00A0%", std::lround(estimate.low * 100), std::lround(estimate.high * 100));
}

std::string stretch_label(Millis start, Step step, Lang lang) {
  const auto day = calendar(start);
  std::string label = fmt::format("{} {}", unsigned{day.day()}, month_name(unsigned{day.month()}, lang));
  if (step != Step::kByHour) return label;
  return fmt::format("{} {:02}:00", label, (start - floor_time(start, kDay)) / kHour);
}

std::string moment(Millis time, Lang lang) {
  const Millis minutes = (time - floor_time(time, kDay)) / kMinute;
  return fmt::format("{} {:02}:{:02}", date(time, lang), minutes / 60, minutes % 60);
}

std::string range(Millis from, Millis to, Lang lang) {
  const std::string first = date(from, lang);
  const std::string last = date(to > from ? to - 1 : to, lang);
  return first == last ? first : fmt::format("{} – {}", first, last);
}

}  // namespace polso
