// Deferral: which texts of a call go to the large model, within the budget.
#pragma once

#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

#include "base/clock.h"
#include "bundle/budget.h"

namespace polso::cascade {

/// A call with so many texts is ranked in itself; fewer do not tell what is usual, validation posts do.
inline constexpr std::size_t kRankedCall = 256;

/// What small calls may defer at once beyond their share: savings of calls before.
inline constexpr double kBurst = 16;

/// Over what time the arrivals a second are averaged, for a budget a second.
inline constexpr Millis kLoadWindow = 10 * kSecond;

/// A share of the texts. Of a ranked call exactly the highest floor(share * n) are chosen, which depends on the texts
/// of the call alone. Of smaller calls those above the stored quantile are chosen, and never more than the share of all
/// texts so far plus kBurst, which depends on the calls before.
/// Texts a second: a bucket that fills at that rate and holds one second's worth (at least one text). A small call
/// defers what is above the quantile that the load of the last seconds leaves to the rate, a ranked call its highest.
/// Ties go to the earlier text. Any thread.
class Deferral {
 public:
  /// `quantiles` as in bundle/cascade.h, empty when nothing is known; `clock` is asked for a budget a second only, and
  /// may go backward.
  Deferral(const Budget& budget, std::vector<double> quantiles, Clock clock);

  /// The positions of the chosen scores, ascending.
  [[nodiscard]] std::vector<std::size_t> choose(std::span<const double> scores);

 private:
  [[nodiscard]] std::vector<std::size_t> choose_of_share(std::span<const double> scores);
  [[nodiscard]] std::vector<std::size_t> choose_at_rate(std::span<const double> scores);

  const Budget budget_;
  const std::vector<double> quantiles_;
  const Clock clock_;
  std::mutex mutex_;  // guards what follows
  double allowed_;    // texts that may be deferred now
  double load_ = 0;   // texts in the last kLoadWindow, older ones fading
  Millis last_ = 0;
};

}  // namespace polso::cascade
