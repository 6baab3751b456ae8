// The seed is mixed with the delivery and its attempt, so that no state is kept.
#include "notify/back_off.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace polso::notify {

Millis pause_after(int attempts, std::uint64_t seed) {
  const int doublings = std::clamp(attempts - 1, 0, 20);
  const auto pause = std::min(kShortestPause << doublings, kLongestPause);
  const double chance = 0.8 + 0.4 * Random(seed).uniform();
  return std::clamp(static_cast<Millis>(std::llround(static_cast<double>(pause) * chance)), kShortestPause,
                    kLongestPause);
}

Delivery settle(Delivery delivery, const Carried& carried, Millis now, std::uint64_t seed) {
  ++delivery.attempts;
  delivery.problem = carried.problem;
  if (carried.fate == Fate::kArrived) {
    delivery.state = DeliveryState::kDone;
  } else if (carried.fate == Fate::kNever || delivery.attempts >= kMostAttempts) {
    delivery.state = DeliveryState::kDead;
  } else {
    const auto mixed =
        seed ^ (static_cast<std::uint64_t>(delivery.id) << 8) ^ static_cast<std::uint64_t>(delivery.attempts);
    delivery.next_try =
        now + std::max(pause_after(delivery.attempts, mixed), std::min(carried.retry_after, kLongestAsked));
  }
  return delivery;
}

}  // namespace polso::notify
