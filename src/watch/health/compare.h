// Compare: one window's posts held against those of the days before, at the same mood.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "monitor/cell_evidence.h"
#include "monitor/model_health.h"
#include "watch/health/health_post.h"

namespace polso::health {

struct CompareOptions {
  std::size_t rounds = 99;             // of permutations; alarms need no more (track.h)
  std::size_t most = 2000;             // posts of each side
  std::size_t reference_per_post = 4;  // and of the reference no more than so many times the window's
  std::uint64_t seed = 1;
};

/// The Figures of a window, in the order of monitor::kDriftNames.
struct WindowFigures {
  bool enough = false;
  std::array<monitor::Figure, monitor::kDriftFigures> figures{};
  double explained = 0;  // by the mood, of what is new in the words (monitor::explained_by_mood)
  std::uint64_t reference = 0;
  std::vector<std::size_t> strangest = {};  // positions in the window
};

using Posts = std::vector<const HealthPost*>;

/// Each post once, whatever it stands for.
[[nodiscard]] Histogram histogram_of(const Posts& posts);

/// Each post as often as it stands for posts.
[[nodiscard]] Histogram weighted_histogram_of(const Posts& posts);

[[nodiscard]] WindowFigures compare(const monitor::CellEvidence& evidence, const Posts& reference, const Posts& window,
                                    const CompareOptions& options);

}  // namespace polso::health
