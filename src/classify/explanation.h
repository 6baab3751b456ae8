// Explanation: which words of a text made its verdict what it is.
#pragma once

#include <cstddef>
#include <vector>

#include "post/post.h"

namespace polso {

struct WordPart {
  std::size_t begin = 0, end = 0;  // bytes of the text, at borders of UTF-8 characters
  PerSentiment<double> part{};     // what it adds to each calibrated log score; the three sum to 0
};

/// The parts and `rest` sum to the calibrated log scores, up to a number that is the same for all three.
struct Explanation {
  std::vector<WordPart> words;  // in the order of the text, none overlapping
  PerSentiment<double> rest{};  // what cannot be told of any word
  Verdict verdict;
};

}  // namespace polso
