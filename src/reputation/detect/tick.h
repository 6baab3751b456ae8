// Tick: what a brand's posts of a short stretch of time come to, as the detector needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "post/sentiment.h"

namespace polso::detect {

/// Posts of one model, source and language. They are compared with posts of their own kind, so that another mix of
/// sources, languages or models is not mistaken for another mood. Numbered by whoever makes the Ticks, from 0.
using Stratum = std::uint16_t;
inline constexpr Stratum kStrata = 64;  // there are no more; what comes later shares the last

/// The two series whose mean is watched: the probability that a post is negative, and that of positive less negative.
inline constexpr std::size_t kSeries = 2;
enum class Series : std::uint8_t { kNegative = 0, kNet = 1 };

/// Sums over posts.
struct Sums {
  double posts = 0;
  double sum[kSeries]{};
  double square[kSeries]{};
  double cube[kSeries]{};

  void add(const Scores& scores) {
    const double value[kSeries]{scores[0], double{scores[2]} - scores[0]};
    ++posts;
    for (std::size_t j = 0; j < kSeries; ++j) {
      sum[j] += value[j];
      square[j] += value[j] * value[j];
      cube[j] += value[j] * value[j] * value[j];
    }
  }
  Sums& operator+=(const Sums& other) {
    posts += other.posts;
    for (std::size_t j = 0; j < kSeries; ++j) {
      sum[j] += other.sum[j];
      square[j] += other.square[j];
      cube[j] += other.cube[j];
    }
    return *this;
  }
};

struct Part {
  Stratum stratum = 0;
  Sums sums;
};

/// [start, start + width). Near-copies of earlier posts are counted apart: they say nothing new about the mood.
struct Tick {
  Millis start = 0;
  Millis width = 0;
  std::vector<Part> parts;  // each stratum once at most
  double copies = 0;

  [[nodiscard]] double originals() const {
    double posts = 0;
    for (const Part& part : parts) posts += part.sums.posts;
    return posts;
  }
};

}  // namespace polso::detect
