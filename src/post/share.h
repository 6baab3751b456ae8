// Share: the estimated prevalence of each Sentiment in a stretch of time.
#pragma once

#include <cstdint>
#include <string>

#include "post/sentiment.h"

namespace polso {

/// An estimate and the bounds of its interval; low <= value <= high, all in [0, 1].
struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct Share {
  std::uint64_t posts = 0;
  bool enough = false;             // false: too few posts for an honest figure; show the counts and say so
  PerSentiment<double> counted{};  // plain fractions of labels: biased, for comparison only
  PerSentiment<Estimate> corrected{};
};

}  // namespace polso
