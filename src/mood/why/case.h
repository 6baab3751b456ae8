// WhyPost: what the reasons of a change are made from: a post before it or since, as numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "mood/why/vocabulary.h"
#include "post/sentiment.h"

namespace polso {

struct WhyPost {
  std::string source, id, lang, author, thread;
  bool since = false;  // else before
  bool first = true;   // of its near-copies before, or since: only it votes on terms
  bool retweet = false;
  double negative = 0, positive = 0;   // calibrated probabilities
  std::optional<Sentiment> said = {};  // what people say of it
  std::uint64_t cluster = 0;           // near-copies have the same; 0: like no other
  std::vector<TermId> terms;           // ascending, each once
};

}  // namespace polso
