// Rivals: other rules for "the mood has changed", on the labels of all posts, copies among them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <variant>

#include "adwin.h"
#include "base/clock.h"
#include "base/random.h"
#include "post/sentiment.h"

namespace polso::detection {

struct Labels {
  Millis start = 0;
  PerSentiment<double> posts{};
};

/// Two days that follow each other: the L1 distance of their shares is above `limit` (MATVEN's rule).
class DailyStep {
 public:
  explicit DailyStep(double limit) : limit_(limit) {}
  bool add(const Labels& labels);

 private:
  double limit_;
  PerSentiment<double> yesterday_{}, today_{};
};

/// Jensen-Shannon distance (the root, in bits) of a day's shares to those of the first 28 days: Evidently's default for
/// a column of few categories.
class DailyDistance {
 public:
  explicit DailyDistance(double limit) : limit_(limit) {}
  bool add(const Labels& labels);

 private:
  double limit_;
  PerSentiment<double> reference_{}, today_{};
};

/// z-test of the share of negatives of a day against the first 28 days: Evidently's default for two categories.
/// `limit` is the p-value.
class DailyTest {
 public:
  explicit DailyTest(double limit) : limit_(limit) {}
  bool add(const Labels& labels);

 private:
  double limit_;
  PerSentiment<double> reference_{}, today_{};
};

/// Shewhart's chart (1931) for the share of negatives of an hour, centre from the first 28 days, `limit` binomial
/// standard deviations wide to both sides.
class HourlyChart {
 public:
  explicit HourlyChart(double limit) : limit_(limit) {}
  bool add(const Labels& labels);

 private:
  double limit_;
  PerSentiment<double> reference_{}, hour_{};
};

/// Page (1954) with a mean that follows, as in river: min_instances 30, delta 0.005, alpha 0.9999, both directions.
class PageHinkley {
 public:
  explicit PageHinkley(double threshold) : threshold_(threshold) {}
  bool add(double value);

 private:
  double threshold_;
  double seen_ = 0, mean_ = 0, up_ = 0, down_ = 0, lowest_ = 1e300, highest_ = -1;
};

/// Posts one by one; within a Tick their order is drawn.
template <class Rule>
class ByPost {
 public:
  explicit ByPost(double limit) : rule_(limit), random_(1) {}

  bool add(const Labels& labels) {
    double negatives = labels.posts[0];
    bool alarm = false;
    for (double left = labels.posts[0] + labels.posts[1] + labels.posts[2]; left > 0.5; --left) {
      const bool negative = random_.uniform() * left < negatives;
      negatives -= negative ? 1 : 0;
      alarm |= rule_.add(negative ? 1 : 0);
    }
    return alarm;
  }

 private:
  Rule rule_;
  Random random_;
};

using Rival = std::variant<DailyStep, DailyDistance, DailyTest, ByPost<Adwin>, ByPost<PageHinkley>, HourlyChart>;

/// A rule with its one parameter; from the strictest that is tried, times `laxer` a step.
struct RivalKind {
  std::string_view name;
  double usual;
  double strictest;
  double laxer;
};
inline constexpr std::array kRivals{
    RivalKind{"yesterday, L1 (MATVEN)", 0.1, 2, 0.8}, RivalKind{"Jensen-Shannon (Evidently)", 0.1, 1, 0.8},
    RivalKind{"z-test (Evidently)", 0.05, 1e-60, 10}, RivalKind{"ADWIN", 0.002, 1e-60, 100},
    RivalKind{"Page-Hinkley", 50, 20000, 0.6},        RivalKind{"hourly chart (Shewhart)", 3, 40, 0.85},
};
[[nodiscard]] Rival make_rival(std::size_t kind, double parameter);

/// Alarms within a day of each other are one.
class Alarms {
 public:
  /// Whether it is a new one.
  bool add(Millis at) {
    const bool fresh = at - last_ > kDay;
    last_ = at;
    return fresh;
  }

 private:
  Millis last_ = kMinTime;
};

/// Whether the rule alarms at the end of this Tick.
inline bool add(Rival& rival, const Labels& labels) {
  return std::visit([&](auto& rule) { return rule.add(labels); }, rival);
}

}  // namespace polso::detection
