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

/// What is up to choice; widths in values of five minutes.
struct RarityOptions {
  TailOptions tail;
  double season_days = 14;
  std::array<double, 3> level{1, 12, 72};
  double least = 2;  // posts that say little, such as those of a quiet night
  double restlessness = 144;
  double clump = 4;  // of the negative binomial
};

/// Sum of the last values; fewer at the beginning.
class RunningSum {
 public:
  explicit RunningSum(double width) : width_(static_cast<std::size_t>(width)) {}

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
  explicit Expectation(double days) : most_(static_cast<std::size_t>(24 * days)) {}

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
    if (hours_.size() > most_) hours_.erase(hours_.begin());
  }

 private:
  static constexpr polso::Millis kRefit = 6 * polso::kHour;

  std::size_t most_;
  std::vector<polso::detect::Counted> hours_;
  std::optional<polso::detect::Season> season_;
  std::optional<polso::Millis> next_fit_;
};

/// Posts of the last five minutes, hour and six hours against what the season expects.
class Level {
 public:
  explicit Level(const RarityOptions& options) : least_(options.least) {
    for (const double width : options.level) scales_.emplace_back(width, options.tail);
  }

  double log_days(double posts, double expected) {
    double rarest = -std::numeric_limits<double>::infinity();
    for (Scale& scale : scales_) {
      const double ratio = (scale.posts.add(posts) + least_) / (scale.expected.add(expected) + least_);
      rarest = std::max(rarest, scale.rarity.log_days(std::log(ratio)));
    }
    return rarest;
  }

 private:
  struct Scale {
    Scale(double width, const TailOptions& tail) : posts(width), expected(width), rarity(tail) {}
    RunningSum posts;
    RunningSum expected;
    ReturnPeriod rarity;
  };
  double least_;
  std::vector<Scale> scales_;
};

/// How much the counts jump from one to the next, over twelve hours: posting by the clock (bots, scheduled campaigns)
/// changes this and leaves the level alone. On the scale on which negative binomial counts jump equally far at any
/// level (Anscombe 1948).
class Restlessness {
 public:
  explicit Restlessness(const RarityOptions& options)
      : clump_(options.clump), squares_(options.restlessness), rarity_(options.tail) {}

  double log_days(double posts) {
    const double now = std::asinh(std::sqrt(posts / clump_));
    const double jump = last_ < 0 ? 0 : now - last_;
    last_ = now;
    const double sum = squares_.add(jump * jump);
    return rarity_.log_days(std::log(sum / static_cast<double>(squares_.size()) + 0.01));
  }

 private:
  double clump_;
  RunningSum squares_;
  double last_ = -1;
  ReturnPeriod rarity_;
};

/// The rarer of the two: logarithm of days until one as rare is to be expected.
class Rarity {
 public:
  explicit Rarity(const RarityOptions& options)
      : expectation_(options.season_days), level_(options), restlessness_(options) {}

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
