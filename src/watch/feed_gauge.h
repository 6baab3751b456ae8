// FeedGauge: a sequential test on one figure of a feed: its near-copies, a source's or a language's posts.
#pragma once

#include <array>
#include <functional>
#include <string>

#include "reputation/detect/gauge.h"
#include "watch/feed_counts.h"

namespace polso {

/// In the order in which they name what happened.
enum class FeedTrouble : std::uint8_t {
  kCopies = 0,        // a flood of near-copies
  kSilentSource = 1,  // a source that usually brings posts brings none
  kSilentLanguage = 2,
  kMoreOfLanguage = 3  // a language of which there are many more among the posts
};

/// What a Tick brings while all is quiet, at most (of a silence: at least), and in such a trouble.
struct FeedRates {
  double quiet = 0;
  double troubled = 0;
};

/// `share`: copies for each post, or the part of the posts, as usual at that hour; `expected` posts of the Tick,
/// `posts` those that came, `count` of them of that part.
///
/// What is quiet has room, since nobody's feed is steady: twice the usual copies, half of a source's usual posts.
/// Copies and languages are compared with the posts that came when these are more than expected, so that a surge in
/// which all grows is none of theirs; a silence with what the others bring when that is less than expected, so that a
/// quiet day is none.
[[nodiscard]] FeedRates feed_rates(FeedTrouble trouble, double share, double expected, double posts, double count);

/// The part of the posts of usual Ticks.
[[nodiscard]] double share_of(const FeedCounts& counts, const std::vector<float>& of);

/// The logarithm of how much likelier the count is in trouble, for counts that vary `burst` times as much as chance has
/// it (quasi-Poisson).
[[nodiscard]] double feed_evidence(const FeedRates& rates, double count, double burst);

/// Expected posts of the Tick that starts then.
using ExpectedPosts = std::function<double(Millis start)>;

/// Page's cumulative sum of that evidence. Over independent Ticks it crosses h in fewer than one of e^h of them (Lorden
/// 1971); where the brand's own last weeks went further, the threshold lies beyond them.
class FeedGauge {
 public:
  FeedGauge(FeedTrouble trouble, std::string name) : trouble_(trouble), name_(std::move(name)) {}

  /// Of the usual Ticks among `counts`; `of` are this figure's. `least` is h.
  void learn(const FeedCounts& counts, const std::vector<float>& of, const ExpectedPosts& expected, double least);
  /// Of a figure that was never seen before.
  void learn_nothing(double least) { threshold_ = least; }

  void add(Millis start, double expected, double posts, double count);
  void reset();

  /// By how much the threshold is crossed, and enough posts are concerned; negative: it is not.
  [[nodiscard]] double surprise() const;
  /// That the trouble is still there, of what add() was given last.
  [[nodiscard]] double evidence() const { return evidence_; }
  [[nodiscard]] Millis since() const { return sum_.since(); }

  [[nodiscard]] FeedTrouble trouble() const { return trouble_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] double weigh(Millis start, double expected, double posts, double count) const;
  [[nodiscard]] double weigh_end(Millis start, double expected, double posts, double count) const;

  FeedTrouble trouble_;
  std::string name_;
  std::array<double, 24> by_hour_{};
  double burst_ = 2;
  double ticks_an_hour_ = 6;
  double threshold_ = 0;
  detect::Cusum sum_;
  double excess_ = 0;  // beyond what is usual, since the sum was 0; of a silence what is missing
  double hour_ = 0;    // expected posts of one
  double evidence_ = 0;
};

}  // namespace polso
