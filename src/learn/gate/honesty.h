// Honesty of shares: how far the corrected shares of small samples are from the truth, for two models.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "bundle/bundle.h"
#include "post/post.h"

namespace polso {

struct ShareProtocol {
  std::size_t posts = 100;  // a sample
  std::size_t samples = 400;
  std::uint64_t seed = 1;
};

/// What one model makes of the labelled posts, and what it knows of its errors.
struct ModelShares {
  const Validation* validation;
  std::span<const Verdict> verdicts;
};

/// Mean absolute error over the three sentiments and the samples.
struct ShareErrors {
  double champion = 0, candidate = 0;
  Metric difference;  // candidate less champion, with its 90 % interval (normal, of the paired differences)
};

/// Both on the same samples of the posts whose labels are `truth`, drawn with prevalences uniform on the simplex.
/// Nothing when a sentiment does not occur. Deterministic.
[[nodiscard]] std::optional<ShareErrors> compare_share_errors(const ModelShares& champion, const ModelShares& candidate,
                                                              std::span<const Sentiment> truth,
                                                              const ShareProtocol& protocol = {});

}  // namespace polso
