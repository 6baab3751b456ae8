// Checked: a post that a person has labelled, beside what the model had said of it.
#pragma once

#include "post/post.h"
#include "post/sentiment.h"

namespace polso::monitor {

struct Checked {
  Verdict verdict;
  Sentiment truth = Sentiment::kNeutral;
  double inclusion = 1;  // with what probability it was chosen to be labelled, in (0, 1]; of no meaning for feedback

  [[nodiscard]] bool right() const { return verdict.label == truth; }
};

}  // namespace polso::monitor
