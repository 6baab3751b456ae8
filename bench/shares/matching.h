// Matching whole distributions of scores, for comparison: HDy and KDEy-ML.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "bundle/bundle.h"
#include "post/bucket.h"
#include "reputation/evidence.h"

namespace polso {

/// HDy for any number of classes: the shares whose mixture of the Validation's distributions is nearest to that of the
/// posts, by the mean over the three scores of the Hellinger distance between histograms of eight bins
/// (Gonzalez-Castro, Alaiz-Rodriguez and Alegre 2013; for many classes as QuaPy's DMy, whose objective this is). To
/// 1e-6, by a search from the best point of the grid. A Sentiment without validation posts gets nothing. `histogram`
/// counts a post or more.
class Hdy {
 public:
  explicit Hdy(const Validation& validation);
  [[nodiscard]] PerSentiment<double> operator()(const Histogram& histogram) const;

  static constexpr std::size_t kBins = 8;
  using Profile = std::array<std::array<double, kBins>, kSentiments>;  // of each score

 private:
  PerSentiment<Profile> profiles_{};
  PerSentiment<bool> known_{};
};

/// The evidence of KDEy-ML (Moreo, Gonzalez and del Coz 2024): each Sentiment's density is a Gaussian kernel of
/// standard deviation 0.1 on each validation post's scores. emq() with it takes the greatest likelihood, which is
/// KDEy-ML. Nothing when a Sentiment has no validation posts.
[[nodiscard]] std::optional<Evidence> kernel_evidence(const Validation& validation);

}  // namespace polso
