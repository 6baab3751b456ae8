// Terms: the words that pull a brand's mood down or up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "classify/classifier.h"
#include "store/store.h"

namespace polso {

struct Term {
  std::string text;         // in lower case
  std::uint64_t posts = 0;  // in how many of those read it stands
  double weight = 0;        // its part (WordPart) in that sentiment, summed over posts and divided by their number
};

struct Terms {
  std::uint64_t posts = 0;               // read
  std::vector<Term> negative, positive;  // the heaviest first
};

inline constexpr std::size_t kPostsForTerms = 2000;

/// Of the newest kPostsForTerms posts of `query` (its limit is not looked at), up to `most` terms a side. A term stands
/// in two posts at least when there are twenty. Posts that people take for something else than the model did are left
/// out. kUnsupported when the model cannot explain itself.
[[nodiscard]] Result<Terms> load_terms(Store& store, const Classifier& model, PostQuery query, std::size_t most);

}  // namespace polso
