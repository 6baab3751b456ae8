// Rules in order; the first that holds names the cause.
#include "watch/cause.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace polso {
namespace {

constexpr double kHalf = 0.5;
constexpr double kMostOfIt = 0.8;
constexpr double kSilent = 0.1;     // of what is usual, or less
constexpr double kRegular = 0.1;    // a usual share that makes a silence tell
constexpr double kFewestOfOne = 5;  // negatives of an author or thread

/// The portion that makes up the change of the volume, if one does.
std::optional<std::string> maker(const std::vector<Portion>& portions, double posts, double usual_posts) {
  const double change = posts - usual_posts;
  for (const Portion& portion : portions) {
    const double usual = portion.usual * usual_posts;
    const double part = portion.seen - usual;
    const bool silent = change < 0 && portion.usual >= kRegular && portion.seen <= kSilent * usual;
    if (silent && part <= kHalf * change) return portion.name;
    const bool same_way = (part > 0) == (change > 0);
    if (portion.usual < kHalf && same_way && std::abs(part) >= kMostOfIt * std::abs(change)) return portion.name;
  }
  return std::nullopt;
}

/// Of authors or threads.
std::optional<std::string> loud_one(const std::vector<Portion>& portions, const CauseFacts& facts) {
  const double extra = facts.negatives - facts.usual_negatives;
  if (extra <= 0) return std::nullopt;
  for (const Portion& portion : portions) {
    const double part = portion.seen - portion.usual * facts.usual_negatives;
    if (portion.seen >= kFewestOfOne && part >= kHalf * extra) return portion.name;
  }
  return std::nullopt;
}

}  // namespace

Blame blame(const CauseFacts& facts) {
  if (facts.mood && !facts.new_model.empty()) return {Cause::kModel, facts.new_model};
  if (facts.volume && !facts.mood) {
    const double copies = facts.copies - facts.usual_copies;
    const double extra = facts.posts + facts.copies - facts.usual_posts - facts.usual_copies;
    if (extra > 0 && copies >= kHalf * extra) return {Cause::kCopies, ""};
    if (auto source = maker(facts.sources, facts.posts, facts.usual_posts)) return {Cause::kSource, *source};
    if (auto lang = maker(facts.languages, facts.posts, facts.usual_posts)) return {Cause::kLanguage, *lang};
  }
  if (facts.mood) {
    if (auto author = loud_one(facts.authors, facts)) return {Cause::kAuthor, *author};
    if (auto thread = loud_one(facts.threads, facts)) return {Cause::kThread, *thread};
  }
  return {};
}

bool is_of_feed(Cause cause) { return cause != Cause::kWorld && cause != Cause::kAuthor && cause != Cause::kThread; }

}  // namespace polso
