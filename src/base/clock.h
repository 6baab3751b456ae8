// Time as one number: milliseconds since 1970-01-01 UTC, and its RFC 3339 form both ways.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

using Millis = std::int64_t;

inline constexpr Millis kSecond = 1000;
inline constexpr Millis kMinute = 60 * kSecond;
inline constexpr Millis kHour = 60 * kMinute;
inline constexpr Millis kDay = 24 * kHour;

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: what a Post may be dated.
inline constexpr Millis kMinTime = -62'135'596'800'000;
inline constexpr Millis kMaxTime = 253'402'300'799'999;

/// Where code that needs "now" gets it; tests pass their own.
using Clock = std::function<Millis()>;
[[nodiscard]] Millis system_now();

/// RFC 3339 ("2015-02-24T19:35:52Z", with fraction or offset; a space for the T and before the offset, as in
/// "2015-02-24 11:35:52 -0800"; a bare date is midnight UTC), the form of American spreadsheets ("2/24/2015 9:35":
/// always month, day, year; hours from 0 to 23, in UTC; perhaps seconds) or a number of epoch seconds (10 digits), or
/// milliseconds (12 digits and more). kInvalid otherwise and out of range.
[[nodiscard]] Result<Millis> parse_time(std::string_view text);

/// "2015-02-24T19:35:52Z"; with ".123" when there are milliseconds.
[[nodiscard]] std::string format_time(Millis time);

/// "2015-02-24".
[[nodiscard]] std::string format_date(Millis time);

/// The largest multiple of `width` that is not after `time` (also before 1970).
[[nodiscard]] constexpr Millis floor_time(Millis time, Millis width) {
  const Millis rest = time % width;
  return time - (rest < 0 ? rest + width : rest);
}

}  // namespace polso
