// Cause: who made an incident, the world or the way that posts come to us.
#pragma once

#include <string>
#include <vector>

#include "post/alert.h"

namespace polso {

/// One of several that posts are shared out among: a source, a language, an author, a thread.
struct Portion {
  std::string name;
  double usual = 0;  // its share of what is usual, in [0, 1]
  double seen = 0;   // since it began
};

/// What is known of an incident since it began. Copies are counted apart from posts.
struct CauseFacts {
  bool mood = false;    // its mood moved, within sources and languages
  bool volume = false;  // its volume moved
  double posts = 0, usual_posts = 0;
  double copies = 0, usual_copies = 0;
  double negatives = 0, usual_negatives = 0;  // usual: of as many posts
  std::vector<Portion> sources, languages;    // of the posts
  std::vector<Portion> authors, threads;      // of the negatives
  std::string new_model;                      // judges since it began or the day before; empty: none
};

struct Blame {
  Cause cause = Cause::kWorld;
  std::string detail;
};

/// A mood that moves among posts of the same kind is no fault of copies, sources or languages: these explain a volume
/// alone. docs/alerts.md has the rules.
[[nodiscard]] Blame blame(const CauseFacts& facts);

/// It says something of our feed rather than of the world: copies, a source, a language, the model.
[[nodiscard]] bool is_of_feed(Cause cause);

}  // namespace polso
