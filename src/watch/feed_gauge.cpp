// Two rates for each trouble; what is usual by hour of day; a cumulative sum.
#include "watch/feed_gauge.h"

#include <algorithm>
#include <cmath>

#include "reputation/detect/season.h"

namespace polso {
namespace {

constexpr double kPull = 20;  // posts at which an hour's own share counts as much as that of all hours
constexpr double kLeastBurst = 1.5;
constexpr double kMostBurst = 50;
constexpr double kBeyond = 1.5;  // times the furthest of the last weeks
constexpr double kFewestCopies = 50;
constexpr double kFewestOfLanguage = 20;
constexpr double kFewestMissing = 10;
constexpr double kAlmostNone = 1e-6;

bool is_silence(FeedTrouble trouble) {
  return trouble == FeedTrouble::kSilentSource || trouble == FeedTrouble::kSilentLanguage;
}

}  // namespace

FeedRates feed_rates(FeedTrouble trouble, double share, double expected, double posts, double count) {
  const double all = std::max(expected, posts);
  switch (trouble) {
    case FeedTrouble::kCopies: {
      const double quiet = (2 * share + 0.05) * all;
      return {quiet, std::max(4 * quiet, quiet + 0.5 * all)};
    }
    case FeedTrouble::kMoreOfLanguage:
      return {(share + 0.05) * all, (share + 0.25) * all};
    case FeedTrouble::kSilentSource:
    case FeedTrouble::kSilentLanguage:
      break;
  }
  const double others = (posts - count) / std::max(1 - share, kAlmostNone);
  const double usual = share * std::min(expected, others);
  return {0.5 * usual, 0.1 * usual};
}

double feed_evidence(const FeedRates& rates, double count, double burst) {
  if (rates.quiet <= kAlmostNone || rates.troubled <= kAlmostNone) return 0;
  return (count * std::log(rates.troubled / rates.quiet) - (rates.troubled - rates.quiet)) / burst;
}

double share_of(const FeedCounts& counts, const std::vector<float>& of) {
  double some = 0, all = 0;
  for (std::size_t t = 0; t < counts.ticks(); ++t) {
    if (!counts.usual[t]) continue;
    some += of[t];
    all += counts.posts[t];
  }
  return some / std::max(all, 1.0);
}

double FeedGauge::weigh(Millis start, double expected, double posts, double count) const {
  const double share = by_hour_[detect::hour_of_day(start)];
  return feed_evidence(feed_rates(trouble_, share, expected, posts, count), count, burst_);
}

/// Whether it is over is asked of the posts there are: fewer than expected are no sign of that. A mix that goes half
/// the way back has not gone.
double FeedGauge::weigh_end(Millis start, double expected, double posts, double count) const {
  if (is_silence(trouble_)) return weigh(start, expected, posts, count);
  FeedRates rates = feed_rates(trouble_, by_hour_[detect::hour_of_day(start)], posts, posts, count);
  if (trouble_ == FeedTrouble::kMoreOfLanguage) rates.troubled = std::sqrt(rates.quiet * rates.troubled);
  return feed_evidence(rates, count, burst_);
}

void FeedGauge::learn(const FeedCounts& counts, const std::vector<float>& of, const ExpectedPosts& expected,
                      double least) {
  ticks_an_hour_ = static_cast<double>(kHour) / static_cast<double>(counts.width);
  std::array<double, 24> count{}, posts{};
  for (std::size_t t = 0; t < counts.ticks(); ++t) {
    if (!counts.usual[t]) continue;
    const std::size_t hour = detect::hour_of_day(counts.time(t));
    count[hour] += of[t];
    posts[hour] += counts.posts[t];
  }
  const double share = share_of(counts, of);
  for (std::size_t h = 0; h < 24; ++h) by_hour_[h] = (count[h] + kPull * share) / (posts[h] + kPull);
  double squares = 0, usual = 0;
  for (std::size_t t = 0; t < counts.ticks(); ++t) {
    if (!counts.usual[t]) continue;
    const double mean = by_hour_[detect::hour_of_day(counts.time(t))] * counts.posts[t];
    squares += (of[t] - mean) * (of[t] - mean);
    usual += mean;
  }
  burst_ = std::clamp(squares / std::max(usual, 1.0), kLeastBurst, kMostBurst);
  double value = 0, furthest = 0;
  for (std::size_t t = 0; t < counts.ticks(); ++t) {
    const Millis start = counts.time(t);
    value = counts.usual[t] ? std::max(0.0, value + weigh(start, expected(start), counts.posts[t], of[t])) : 0;
    furthest = std::max(furthest, value);
  }
  threshold_ = std::max(least, kBeyond * furthest);
}

void FeedGauge::add(Millis start, double expected, double posts, double count) {
  evidence_ = weigh_end(start, expected, posts, count);
  if (sum_.value() <= 0) excess_ = 0;
  sum_.add(weigh(start, expected, posts, count), start);
  const double usual =
      by_hour_[detect::hour_of_day(start)] * (is_silence(trouble_) ? expected : std::max(expected, posts));
  excess_ += is_silence(trouble_) ? usual - count : count - usual;
  hour_ = expected * ticks_an_hour_;
}

void FeedGauge::reset() {
  sum_.reset();
  excess_ = 0;
}

double FeedGauge::surprise() const {
  const double fewest = trouble_ == FeedTrouble::kCopies           ? std::max(kFewestCopies, hour_)
                        : trouble_ == FeedTrouble::kMoreOfLanguage ? kFewestOfLanguage
                                                                   : kFewestMissing;
  const double beyond = sum_.value() - threshold_;
  return excess_ >= fewest ? beyond : std::min(beyond, -1.0);
}

}  // namespace polso
