// Reliability: do the scores mean what they say? From labelled posts.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "monitor/checked.h"

namespace polso::monitor {

/// A row of the reliability table: posts whose greatest score is in one tenth of [0, 1].
struct ReliabilityRow {
  std::uint64_t posts = 0;
  double said = 0;   // mean greatest score
  double right = 0;  // part of them whose Sentiment of greatest score was the truth
};

struct Reliability {
  std::uint64_t posts = 0;
  double error = 0;  // expected calibration error (Naeini et al. 2015): mean of |said - right|, weighted by posts
  double usual = 0;  // what calibrated scores would show with so few posts
  double p = 1;      // part of the draws from calibrated scores with at least this error
  std::array<ReliabilityRow, 10> rows{};
};

/// Posts of a random sample; their inclusion is not looked at. The p-value is by consistency resampling (Broecker and
/// Smith 2007): truths drawn from the scores themselves, `rounds` times. Deterministic.
[[nodiscard]] Reliability reliability_of(std::span<const Checked> posts, std::size_t rounds = 199,
                                         std::uint64_t seed = 1);

}  // namespace polso::monitor
