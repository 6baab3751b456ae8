// The artificial-prevalence protocol: samples whose shares are drawn uniformly from the simplex.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "errors.h"
#include "judged.h"
#include "methods.h"

namespace polso {

struct MethodResult {
  std::string name;
  Errors errors;  // mean over the draws
};

/// `draws` samples of `posts` posts out of `pool`: shares uniform on the simplex, turned into whole numbers of posts,
/// so many taken of each Sentiment without putting back (with, where the pool has too few). The truth is what the
/// sample holds. The same seed gives the same samples for every method.
[[nodiscard]] std::vector<MethodResult> run_protocol(const Calibrations& calibrations, const Judged& pool,
                                                     std::size_t posts, std::size_t draws, std::uint64_t seed);

inline constexpr std::array<double, 4> kConfidences{0.50, 0.80, 0.90, 0.95};
using PerConfidence = std::array<double, kConfidences.size()>;

/// What Polso's intervals hold, as fractions of sentiments times draws.
struct IntervalResult {
  PerConfidence people{};  // hold the shares that the posts were drawn with: this is what an interval promises
  PerConfidence sample{};  // hold the shares of the very posts that were drawn, which are easier to hold
  PerConfidence width{};   // mean
};

/// `draws` samples of `posts` posts: shares uniform on the simplex, each post's Sentiment drawn with them, the post
/// then from those of `pool` with that Sentiment, with putting back.
[[nodiscard]] IntervalResult run_intervals(const Calibrations& calibrations, const Judged& pool, std::size_t posts,
                                           std::size_t draws, std::uint64_t seed);

}  // namespace polso
