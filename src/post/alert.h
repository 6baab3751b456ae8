// Alert: one incident of a brand, from when it began until it calmed, with what is known of its reasons.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "post/sentiment.h"
#include "post/share.h"

namespace polso {

/// What moved. A move of the net mood is told as one of kNetMood only when negatives alone do not show it.
enum class Channel : std::uint8_t { kNegatives = 0, kNetMood = 1, kVolume = 2, kRhythm = 3 };
inline constexpr std::array<std::string_view, 4> kChannelNames{"negatives", "net_mood", "volume", "rhythm"};

[[nodiscard]] constexpr bool is_mood(Channel channel) {
  return channel == Channel::kNegatives || channel == Channel::kNetMood;
}

/// Who made it: the world, or the way that posts come to us.
enum class Cause : std::uint8_t {
  kWorld = 0,     // people: nothing below explains it
  kCopies = 1,    // a flood of near-copies
  kSource = 2,    // a source that fell silent, came late, or began to pour
  kLanguage = 3,  // another mix of languages
  kAuthor = 4,    // one author makes up the change
  kModel = 5,     // another model judges since
  kThread = 6     // one conversation makes up the change
};
inline constexpr std::array<std::string_view, 7> kCauseNames{"world",  "copies", "source", "language",
                                                             "author", "model",  "thread"};

/// kNegatives: share of negatives, in [0, 1]; kNetMood: positives less negatives, in [-1, 1]; kVolume: posts an hour;
/// kRhythm: the factor by which posts typically change from one tick to the next.
struct Move {
  Channel channel = Channel::kNegatives;
  double before = 0;  // what was usual for these hours
  Estimate now;       // since it began, with its 90 % interval
};

/// A part of the change of the share of negatives; the parts of one kind sum to the change.
struct Driver {
  std::string kind;         // "term", "hashtag", "source", "lang", "author", "thread"
  std::string name;         // "" for what no name explains
  std::uint64_t posts = 0;  // since it began, in which it stands
  double part = 0;          // of the change, in shares: 0.04 is four points
};

/// A term that stands out since it began against before.
struct AlertTerm {
  std::string text;
  std::uint64_t posts = 0;  // since it began
  double z = 0;  // log-odds ratio with an informative Dirichlet prior, in standard errors (Monroe et al. 2008)
};

/// A post that stands for many.
struct AlertPost {
  std::string source;
  std::string id;
  std::uint64_t alike = 1;  // near-copies and itself
};

/// kOpen: it goes on. kCalmed: it ended by itself. kClosed: a person ended it.
enum class AlertState : std::uint8_t { kOpen = 0, kCalmed = 1, kClosed = 2 };
inline constexpr std::array<std::string_view, 3> kAlertStateNames{"open", "calmed", "closed"};

struct Alert {
  std::int64_t id = 0;  // given by the store; 0 before
  std::string brand;
  std::string model;  // whose figures these are
  AlertState state = AlertState::kOpen;
  Millis began = 0;    // estimated start of the change
  Millis noticed = 0;  // when the detector was sure enough
  Millis updated = 0;
  std::optional<Millis> ended;
  std::vector<Move> moves;  // what crossed its threshold, the first to do so first
  double certainty = 0;     // 1 - chance that a quiet day goes that far
  int severity = 1;         // 1-5 (docs/alerts.md)
  Cause cause = Cause::kWorld;
  std::string detail;              // of the cause: the source, language, author, model or thread; empty for the world
  std::uint64_t posts = 0;         // since it began
  std::uint64_t copies = 0;        // near-copies among them
  std::uint64_t copy_authors = 0;  // who wrote these, as far as they are known
  std::vector<Driver> drivers;
  std::vector<AlertTerm> terms;
  std::vector<AlertPost> examples;
};

/// Its rhythm alone moved, and nothing of our feed explains it: it need not be people.
[[nodiscard]] inline bool is_restless(const Alert& alert) {
  return alert.cause == Cause::kWorld && alert.moves.size() == 1 && alert.moves.front().channel == Channel::kRhythm;
}

}  // namespace polso
