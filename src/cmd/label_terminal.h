// A person and a keyboard: post after post, one key each.
#pragma once

#include <cstdio>
#include <string>

#include "base/lang.h"
#include "store/desk.h"

namespace polso {

struct LabelSession {
  FeedbackKind kind = FeedbackKind::kAudit;  // or kUncertain
  std::string brand;                         // empty: all
  std::string by;
  std::size_t limit = 20;
  bool disputed = false;  // posts on which people are at a tie, in place of a queue
  Lang lang = Lang::kEnglish;
};

/// Asks on standard output about posts of the desk's queue and stores each answer at once. What others say of a post is
/// shown only when they disagree, for else it would be no opinion of its own. Keys on a terminal, lines
/// that begin with them otherwise; the end of the input ends the session.
[[nodiscard]] Status label_at_terminal(Desk& desk, const LabelSession& session);

}  // namespace polso
