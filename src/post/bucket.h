// Bucket: how many Verdicts of one brand, model and stretch of time fell into each cell of the probability simplex.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "post/post.h"

namespace polso {

/// The simplex cut into the lattice points (i, j, k) / kGridSteps with i + j + k = kGridSteps; a cell is what lies
/// nearest to its point. 231 cells: a Verdict's cell is one byte.
inline constexpr std::size_t kGridSteps = 20;
inline constexpr std::size_t kCells = (kGridSteps + 1) * (kGridSteps + 2) / 2;
using Cell = std::uint8_t;
static_assert(kCells <= 256);

/// The cell of Scores (largest-remainder rounding, ties to the lower Sentiment). Never fails: NaN counts as 0.
[[nodiscard]] Cell cell_of(const Scores& scores);

/// The lattice point in the middle of a cell.
[[nodiscard]] PerSentiment<double> centre_of(Cell cell);

/// Counts of Verdicts by cell, and by the label that the decision rule gave. Adding and taking away are exact inverses,
/// in any order.
struct Histogram {
  std::array<std::uint32_t, kCells> cells{};
  PerSentiment<std::uint32_t> labels{};

  void add(const Verdict& verdict);
  void remove(const Verdict& verdict);
  Histogram& operator+=(const Histogram& other);
  Histogram& operator-=(const Histogram& other);
  [[nodiscard]] std::uint64_t total() const { return std::uint64_t{labels[0]} + labels[1] + labels[2]; }
  bool operator==(const Histogram&) const = default;
};

/// The finest stretch that is stored; longer ones are sums.
inline constexpr Millis kBucketWidth = kHour;

struct BucketKey {
  std::string brand;
  std::string model;
  std::string source;
  std::string lang;
  Millis start = 0;  // a multiple of kBucketWidth
  auto operator<=>(const BucketKey&) const = default;
};

struct Bucket {
  BucketKey key;
  Histogram histogram;
};

}  // namespace polso
