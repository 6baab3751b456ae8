// Reader: in which language, time zone and from where a message is read.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/lang.h"

namespace polso::notify {

struct Reader {
  Lang lang = Lang::kEnglish;
  std::string page;                          // "https://polso.example", without a slash at its end
  std::string zone = "UTC";                  // its name, to be shown
  std::function<Millis(Millis)> local = {};  // what a clock on the wall shows there, as if it were UTC; empty: UTC
};

/// "24 Nov 2026, 14:20 UTC", "24 nov 2026, 15:20 (Europe/Rome)".
[[nodiscard]] std::string moment(Millis time, const Reader& reader);

/// "24 Nov 2026, 14:20 to 19:05 UTC"; both dates when they differ.
[[nodiscard]] std::string span(Millis from, Millis to, const Reader& reader);

/// "24 Nov 2026", there.
[[nodiscard]] std::string day(Millis time, const Reader& reader);

/// "35 min", "4 h 45 min", "3 d 4 h".
[[nodiscard]] std::string duration(Millis length, Lang lang);

/// Where the page shows an alert.
[[nodiscard]] std::string alert_url(const Reader& reader, std::int64_t alert);

}  // namespace polso::notify
