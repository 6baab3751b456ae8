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

inline constexpr std::array<double, 4> kConfidences{0.50, 0.80, 0.90, 0.95};

struct MethodResult {
  std::string name;
  Errors errors;  // mean over the draws
};

struct ProtocolResult {
  std::vector<MethodResult> methods;
  std::array<double, kConfidences.size()>
      coverage{};                                   // of Polso's intervals: sentiments of draws whose truth is inside
  std::array<double, kConfidences.size()> width{};  // mean
};

/// `draws` samples of `posts` posts out of `pool`: shares uniform on the simplex, turned into whole numbers of posts,
/// so many taken of each Sentiment without putting back (with, where the pool has too few). The truth is what the
/// sample holds. The same seed gives the same samples for every method.
[[nodiscard]] ProtocolResult run_protocol(const Calibrations& calibrations, const Judged& pool, std::size_t posts,
                                          std::size_t draws, std::uint64_t seed);

}  // namespace polso
