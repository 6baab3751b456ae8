// Local times that clocks skip or repeat are settled to the earlier moment.
#include "mood/calendar.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>
#include <exception>

namespace polso {
namespace {

using std::chrono::milliseconds;

// A zone's rules of today are taken for all time to come, and of their first year for all before.
constexpr Millis kFirst = -5'000'000'000'000;  // 1811
constexpr Millis kLast = 32'000'000'000'000;   // 2984

bool tabled(Millis time) { return time > kFirst && time < kLast; }

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  Zone zone;
  if (name == "UTC" || name == "Etc/UTC") return zone;
  try {
    zone.zone_ = date::locate_zone(name);
    zone.name_ = name;
    return zone;
  } catch (const std::exception&) {
    return fail(Code::kInvalid,
                fmt::format("there is no time zone '{}': use a name like Europe/Rome, or UTC", name.substr(0, 60)));
  }
}

Millis Zone::local(Millis time) const {
  if (zone_ == nullptr || !tabled(time)) return time;
  return zone_->to_local(date::sys_time<milliseconds>(milliseconds(time))).time_since_epoch().count();
}

Millis Zone::global(Millis local) const {
  if (zone_ == nullptr || !tabled(local)) return local;
  const date::local_time<milliseconds> time{milliseconds(local)};
  return zone_->to_sys(time, date::choose::earliest).time_since_epoch().count();
}

Millis Zone::floor(Millis time, Step step) const {
  if (step == Step::kByHour) return floor_time(time, kHour);
  return floor_time(global(floor_step(local(time), step)), kHour);
}

Millis Zone::next(Millis start, Step step) const {
  if (step == Step::kByHour) return start + kHour;
  const Millis middle = local(start) + width(step) + kDay / 2;  // past any change of clocks
  return floor_time(global(floor_step(middle, step)), kHour);
}

Step finest_step(Millis from, Millis to, std::size_t most) {
  for (const Step step : {Step::kByHour, Step::kByDay}) {
    if ((to - from + width(step) - 1) / width(step) <= static_cast<Millis>(most)) return step;
  }
  return Step::kByWeek;
}

}  // namespace polso
