// Digest: what a day or a week brought, and when it is time to tell it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/target.h"
#include "notify/letter.h"
#include "notify/reader.h"
#include "post/share.h"
#include "store/alert_book.h"

namespace polso::notify {

struct BrandFigures {
  std::string brand;
  Share now;                       // over the digest's time; now.posts are its posts
  std::optional<Estimate> change;  // of the negatives against as long a time before, in [-1, 1]; nothing: incomparable
};

struct Digest {
  DigestEvery every = DigestEvery::kDaily;
  Millis from = 0;  // [from, to)
  Millis to = 0;
  std::vector<BrandFigures> brands;  // what needs attention first
  std::vector<AlertRecord> alerts;   // that went on at some time in it, newest first
};

/// The start of the local day or week (Monday) that a moment lies in.
using PeriodStart = std::function<Millis(Millis time, DigestEvery every)>;

/// A stretch of time, [from, to).
struct Period {
  Millis from = 0;
  Millis to = 0;
};

/// How long after midnight a digest is sent: who reads it is at work by then, and late posts have come in.
inline constexpr Millis kDigestDelay = 7 * kHour;

/// One that was missed for longer is not sent any more: it is no news.
inline constexpr Millis kDigestLate = kDay;

/// The last whole day or week, when it is time to tell it, less than kDigestLate ago, and that has not been done since;
/// `last`: when the last one was sent, nothing for none yet. Nothing for kNever.
[[nodiscard]] std::optional<Period> digest_due(DigestEvery every, Millis now, std::optional<Millis> last,
                                               const PeriodStart& start);

/// Only what concerns the target's brands and severities.
[[nodiscard]] Digest digest_for(const Target& target, const Digest& digest);

[[nodiscard]] Letter digest_letter(const Digest& digest, const Reader& reader);

}  // namespace polso::notify
