// Rarity: how rare a brand's volume is at the moment, in level or in restlessness, by its own last two weeks.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "reputation/detect/season.h"
#include "return_period.h"

/// Sum of the last values; fewer at the beginning.
class RunningSum {
 public:
  explicit RunningSum(std::size_t width) : width_(width) {}

  double add(double value) {
    values_.push_back(value);
    if (values_.size() > width_) values_.pop_front();
    double sum = 0;
    for (const double one : values_) sum += one;
    return sum;
  }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  std::size_t width_;
  std::deque<double> values_;
};

/// The last two weeks' level and hours of the day, learnt anew every six hours; before that nothing is expected.
/// Weekdays are left alone: two weeks cannot tell a Monday's surge from a Monday.
class Expectation {
 public:
  std::optional<double> of(polso::Millis start, polso::Millis width) {
    if (!next_fit_) next_fit_ = start + kRefit;
    if (start >= *next_fit_) {
      season_ = polso::detect::fit_season(hours_);
      season_->day.fill(1);
      next_fit_ = start + kRefit;
    }
    if (!season_) return std::nullopt;
    return season_->rate_at(start + width / 2) * static_cast<double>(width) / static_cast<double>(polso::kHour);
  }

  void learn(polso::Millis start, double posts) {
    const polso::Millis hour = polso::floor_time(start, polso::kHour);
    if (hours_.empty() || hours_.back().start != hour) hours_.push_back({hour, 0});
    hours_.back().posts += posts;
    if (hours_.size() > kHours) hours_.erase(hours_.begin());
  }

 private:
  static constexpr polso::Millis kRefit = 6 * polso::kHour;
  static constexpr std::size_t kHours = 14 * 24;

  std::vector<polso::detect::Counted> hours_;
  std::optional<polso::detect::Season> season_;
  std::optional<polso::Millis> next_fit_;
};

/// Posts of the last five minutes, hour and six hours against what the season expects.
class Level {
 public:
  double log_days(double posts, double expected) {
    double rarest = -std::numeric_limits<double>::infinity();
    for (Scale& scale : scales_) {
      const double ratio = (scale.posts.add(posts) + kFloor) / (scale.expected.add(expected) + kFloor);
      rarest = std::max(rarest, scale.rarity.log_days(std::log(ratio)));
    }
    return rarest;
  }

 private:
  static constexpr double kFloor = 2;  // posts; a quiet night's one or two say little

  struct Scale {
    explicit Scale(std::size_t width) : posts(width), expected(width) {}
    RunningSum posts;
    RunningSum expected;
    ReturnPeriod rarity;
  };
  std::array<Scale, 3> scales_{Scale{1}, Scale{12}, Scale{72}};
};

/// How much the counts jump from one to the next, over twelve hours: posting by the clock (bots, scheduled campaigns)
/// changes this and leaves the level alone. On the scale on which negative binomial counts jump equally far at any
/// level (Anscombe 1948).
class Restlessness {
 public:
  double log_days(double posts) {
    const double now = std::asinh(std::sqrt(posts / kClump));
    const double jump = last_ < 0 ? 0 : now - last_;
    last_ = now;
    const double sum = squares_.add(jump * jump);
    return rarity_.log_days(std::log(sum / static_cast<double>(squares_.size()) + 0.01));
  }

 private:
  static constexpr double kClump = 4;

  RunningSum squares_{144};
  double last_ = -1;
  ReturnPeriod rarity_;
};

/// The rarer of the two: logarithm of days until one as rare is to be expected.
class Rarity {
 public:
  double log_days(polso::Millis start, polso::Millis width, double posts) {
    const std::optional<double> expected = expectation_.of(start, width);
    expectation_.learn(start, posts);
    const double restless = restlessness_.log_days(posts);
    return expected ? std::max(level_.log_days(posts, *expected), restless) : restless;
  }

 private:
  Expectation expectation_;
  Level level_;
  Restlessness restlessness_;
};
