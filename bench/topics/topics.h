// Topics of SemEval: posts with people's labels and what a model says of them, oldest first.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "classify/classifier.h"

namespace polso {

struct TopicPost {
  Millis at = 0;
  Sentiment truth = Sentiment::kNeutral;
  Verdict verdict;
};

struct Topic {
  std::string name;
  std::vector<TopicPost> posts;  // by time
};

/// The time that is in the id of a post since 2010-11-04 (Twitter's snowflakes).
[[nodiscard]] constexpr Millis time_of_id(std::uint64_t id) {
  return static_cast<Millis>(id >> 22U) + 1'288'834'974'657;
}

/// SemEval-2016 task 4 BD, all four files: negative or positive. Topics of two files have their posts together.
[[nodiscard]] Result<std::vector<Topic>> two_class_topics(const Classifier& classifier,
                                                          const std::vector<std::filesystem::path>& folders);

/// TweetEval's test posts by their topics.
[[nodiscard]] Result<std::vector<Topic>> three_class_topics(const Classifier& classifier,
                                                            const std::vector<std::filesystem::path>& folders);

}  // namespace polso
