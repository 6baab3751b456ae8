// HealthPost: what is remembered of a post to watch a model by it.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "monitor/words.h"
#include "post/post.h"

namespace polso::health {

struct HealthPost {
  std::string source, id;
  std::vector<std::string> brands;
  Millis at = 0;
  Verdict verdict;           // of the model that is watched
  monitor::PostWords words;  // with its language
  bool labelled = false;     // a person has said what it is
  double stands_for = 1;     // posts, of a stretch that was thinned
};

}  // namespace polso::health
