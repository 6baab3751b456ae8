// Back-off: when a delivery that did not arrive is tried again, and when it is given up.
#pragma once

#include <cstdint>

#include "notify/wire.h"
#include "store/alert_book.h"

namespace polso::notify {

inline constexpr Millis kShortestPause = kMinute;
inline constexpr Millis kLongestPause = 6 * kHour;
inline constexpr Millis kLongestAsked = kDay;  // a server that asks for a longer pause gets this one
inline constexpr int kMostAttempts = 13;       // over about a day

/// The pause after so many attempts: 1, 2, 4, … minutes up to six hours, each a fifth longer or shorter by chance, so
/// that what failed together does not come back together. `seed` makes the chance.
[[nodiscard]] Millis pause_after(int attempts, std::uint64_t seed);

/// What became of a delivery that was tried: done; waiting, for the pause or as long as the server asked, whichever is
/// longer; dead after kMostAttempts, or at once when trying again changes nothing.
[[nodiscard]] Delivery settle(Delivery delivery, const Carried& carried, Millis now, std::uint64_t seed);

}  // namespace polso::notify
