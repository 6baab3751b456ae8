// Story: what is said of an alert: what moved, from what to what, since when, and why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notify/letter.h"
#include "notify/reader.h"
#include "store/alert_book.h"

namespace polso::notify {

/// Between the versions in the detail of an alert of kModel that tells of an automatic rollback: "m@2, rolled back from
/// m@3". Such an alert has no moves.
inline constexpr std::string_view kRolledBackFrom = ", rolled back from ";

/// The text of a post that stands for many.
struct Quote {
  std::string text;
  std::uint64_t alike = 1;  // near-copies and itself
};

/// One thing to tell.
struct News {
  AlertRecord record;
  AlertEvent event = AlertEvent::kOpened;
  std::vector<Quote> quotes;
};

/// Names and texts of strangers are cut, and their control characters gone.
[[nodiscard]] Letter alert_letter(const News& news, const Reader& reader);

/// "Aurora: negative posts up from 18 % to 41 %", as if the alert had just been opened.
[[nodiscard]] std::string alert_title(const Alert& alert, Lang lang);

/// "Aurora", or that there is none; at most 80 characters.
[[nodiscard]] std::string brand_text(std::string_view brand, Lang lang);

/// "+9", "−22", "0": hundredths of what may be negative.
[[nodiscard]] std::string points(double fraction);

/// "+9 points", "−1 point".
[[nodiscard]] std::string points_text(double fraction, Lang lang);

/// "1 post", "1,234 posts".
[[nodiscard]] std::string posts_text(std::uint64_t posts, Lang lang);

}  // namespace polso::notify
