// What a report says, as plain structs: the mood of each brand over a range of time, and its course.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "post/alert.h"
#include "post/share.h"
#include "reputation/calibration_age.h"

namespace polso {

/// How finely the course is cut. A week begins on Monday, everything is UTC.
enum class Step : unsigned char { kByHour, kByDay, kByWeek };

[[nodiscard]] std::optional<Step> parse_step(std::string_view text);
[[nodiscard]] std::string_view name(Step step);
[[nodiscard]] Millis width(Step step);
[[nodiscard]] Millis floor_step(Millis time, Step step);

/// One piece of a course, [start, end); share.posts may be 0.
struct Stretch {
  Millis start = 0;
  Millis end = 0;
  Share share;
};

/// What people said of the same posts, where posts bear labels: the proof beside the estimate.
struct HandLabels {
  std::uint64_t posts = 0;
  PerSentiment<double> share{};
};

struct BrandMood {
  std::string brand;
  Share whole;
  std::vector<Stretch> course;
  std::optional<HandLabels> people;
};

/// Which model made the figures, and what is known about its errors.
struct ModelNote {
  std::string id;                                           // Bundle::id()
  std::string data, from, to;                               // its validation data and their dates, as in Validation
  CalibrationState calibration = CalibrationState::kFresh;  // how far these are in time from the posts
  std::uint64_t fresh_labels = 0;                           // kRenewed: by so many labels of people
};

struct Report {
  std::vector<BrandMood> brands;  // what needs attention first
  ModelNote model;
  double confidence = 0.90;
  std::uint64_t min_posts = 30;
  Millis from = 0;  // [from, to), whole hours
  Millis to = 0;
  Step step = Step::kByDay;
  std::uint64_t posts = 0;
  std::uint64_t outside_course = 0;       // posts of the range that lie outside the course, see build.h
  std::vector<Alert> alerts;              // that went on at some time in the range, the latest noticed first
  std::vector<std::string> other_models;  // ids of models whose figures the database holds too
  bool simulated = false;                 // invented posts
};

}  // namespace polso
