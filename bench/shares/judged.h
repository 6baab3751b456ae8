// Posts whose truth is known and what a model says of them: what every table of this program is made from.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "bundle/bundle.h"
#include "post/post.h"

namespace polso {

struct Judged {
  std::vector<Verdict> verdicts;
  std::vector<Sentiment> truth;  // same length
};

/// The posts at these positions.
[[nodiscard]] Judged pick(const Judged& judged, const std::vector<std::size_t>& positions);

/// `first` posts drawn at random, and the rest.
[[nodiscard]] std::pair<Judged, Judged> split(const Judged& judged, std::size_t first, std::uint64_t seed);

/// Two random halves.
[[nodiscard]] std::pair<Judged, Judged> halves(const Judged& judged, std::uint64_t seed);

/// The Validation that these posts make.
[[nodiscard]] Validation validation_of(const Judged& judged);

}  // namespace polso
