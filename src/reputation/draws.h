// PrevalenceDraws: samples of labelled posts whose shares are drawn uniformly from the simplex, to measure estimates
// on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"
#include "post/sentiment.h"

namespace polso {

/// The artificial-prevalence protocol (Sebastiani 2020). One thread.
class PrevalenceDraws {
 public:
  struct Draw {
    std::vector<std::size_t> posts;  // positions in the labelled posts
    PerSentiment<double> shares{};   // what the sample holds
  };

  /// Of posts with these labels, each Sentiment at least once. The same seed gives the same draws.
  PrevalenceDraws(std::span<const Sentiment> truth, std::uint64_t seed);

  /// Shares uniform on the simplex, turned into whole numbers of `posts` posts, so many taken of each Sentiment without
  /// putting back (with, where there are too few).
  [[nodiscard]] Draw next(std::size_t posts);

 private:
  Random random_;
  PerSentiment<std::vector<std::size_t>> of_;
};

}  // namespace polso
