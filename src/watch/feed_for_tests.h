// For tests and the bench: an invented feed, what happens to it, and who watches it.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/random.h"
#include "reputation/detect/sampling.h"
#include "watch/feed_watch.h"

namespace polso {

inline constexpr Millis kFeedTick = 10 * kMinute;

/// What a feed brings by the laws of bench/detection: a daily and weekly rhythm, sway, threads, 8 % copies, two sources
/// of which the second brings 30 %, two languages of which the second is that of 15 %; and what happens to it.
class InventedFeed {
 public:
  /// `cascade`: so many copies come together, on average.
  InventedFeed(double an_hour, std::uint64_t seed, double cascade = 1)
      : random_(seed), sway_(kSway, 24, random_), rate_(an_hour / 6), cascade_(cascade) {}

  double flood = 0;     // further copies, as a part of the usual posts
  bool silent = false;  // the second source
  double more = 0;      // further posts of the second language, likewise

  [[nodiscard]] double expected(Millis start) const {
    const double day = static_cast<double>(start % kDay) / static_cast<double>(kDay);
    const bool weekend = start / kDay % 7 >= 5;
    return rate_ * (1 + 0.6 * std::cos(2 * std::numbers::pi * day)) * (weekend ? 0.8 : 1);
  }

  FeedCounts next() {
    FeedCounts tick{.start = now_, .width = kFeedTick, .posts = {0}, .copies = {0}, .parts = {}, .usual = {true}};
    tick.parts = {{true, "x", {0}}, {true, "forum", {0}}, {false, "en", {0}}, {false, "it", {0}}};
    const double mean = expected(now_);
    const double threads = detect::poisson(mean * std::exp(sway_.next(random_)) / kThread, random_);
    for (double thread = 0; thread < threads; ++thread) add_thread(tick);
    tick.copies[0] += static_cast<float>(detect::poisson(flood * mean, random_));
    const auto further = static_cast<float>(detect::poisson(more * mean, random_));
    tick.posts[0] += further;
    tick.parts[0].posts[0] += further;
    tick.parts[3].posts[0] += further;
    now_ += kFeedTick;
    return tick;
  }
  [[nodiscard]] Millis now() const { return now_; }

 private:
  static constexpr double kSway = 0.25;
  static constexpr double kThread = 1.3;
  static constexpr double kCopies = 0.08;

  void add_thread(FeedCounts& tick) {
    const std::size_t source = random_.uniform() < 0.3 ? 1 : 0;
    const std::size_t lang = random_.uniform() < 0.15 ? 3 : 2;
    do {
      if (random_.uniform() < kCopies / cascade_) {
        do ++tick.copies[0];
        while (random_.uniform() < 1 - 1 / cascade_);
      } else if (source == 0 || !silent) {
        ++tick.posts[0];
        ++tick.parts[source].posts[0];
        ++tick.parts[lang].posts[0];
      }
    } while (random_.uniform() < 1 - 1 / kThread);
  }

  Random random_;
  detect::Sway sway_;
  double rate_, cascade_;
  Millis now_ = 0;
};

/// A feed and who watches it, from its fourth day on.
class WatchedFeed {
 public:
  explicit WatchedFeed(InventedFeed invented) : feed(std::move(invented)) {
    weeks_.parts = {{true, "x", {}}, {true, "forum", {}}, {false, "en", {}}, {false, "it", {}}};
    weeks_.width = kFeedTick;
  }

  /// What happens first until then; nothing: kNone.
  detect::Change until(Millis end) {
    detect::Change first = detect::Change::kNone;
    while (feed.now() < end && first == detect::Change::kNone) first = step();
    return first;
  }
  int alarms_until(Millis end) {
    int alarms = 0;
    while (feed.now() < end) alarms += step() == detect::Change::kOpened ? 1 : 0;
    return alarms;
  }

  InventedFeed feed;
  FeedWatch watch{FeedOptions{}};

 private:
  static constexpr Millis kKeep = 28 * kDay;

  detect::Change step() {
    const Millis start = feed.now();
    if (start >= 4 * kDay && start % kDay == 0) {
      forget();
      watch.learn(weeks_, [&](Millis time) { return feed.expected(time); });
    }
    const double expected = feed.expected(start);
    const FeedCounts tick = feed.next();
    const detect::Change change = watch.advance(tick, expected);
    weeks_.posts.push_back(tick.posts[0]);
    weeks_.copies.push_back(tick.copies[0]);
    weeks_.usual.push_back(!watch.open());
    for (std::size_t p = 0; p < weeks_.parts.size(); ++p) weeks_.parts[p].posts.push_back(tick.parts[p].posts[0]);
    return change;
  }

  void forget() {
    const Millis old = feed.now() - kKeep - weeks_.start;
    if (old <= 0) return;
    const auto cut = [&](auto& ticks) { ticks.erase(ticks.begin(), ticks.begin() + old / kFeedTick); };
    cut(weeks_.posts);
    cut(weeks_.copies);
    cut(weeks_.usual);
    for (FeedPart& part : weeks_.parts) cut(part.posts);
    weeks_.start += old;
  }

  FeedCounts weeks_;
};

}  // namespace polso
