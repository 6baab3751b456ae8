// A window beside a reference: all figures of drift, as is and at the same mood.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "monitor/input_drift.h"
#include "monitor/prediction_drift.h"
#include "posts.h"

namespace polso {

struct Compared {
  monitor::InputDrift as_is, same_mood;
  monitor::PredictionDrift scores;
};

/// Some posts of a set.
struct Part {
  const Posts& posts;
  Positions positions;
};

[[nodiscard]] Compared compare(const monitor::CellEvidence& evidence, const Part& reference, const Part& window,
                               std::uint64_t seed);

/// How often each figure's p is below 0.05, and the mean of the figures.
class Tally {
 public:
  void add(const Compared& seen);
  void print(std::string_view name) const;
  static void print_head(std::string_view title);

 private:
  static constexpr std::size_t kShown = 6;
  std::array<double, kShown> below_{}, value_{};
  double trials_ = 0;
};

}  // namespace polso
