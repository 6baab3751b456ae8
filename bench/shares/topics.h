// SemEval-2016 task 4 D: how negative the posts on each topic are, with two classes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "errors.h"
#include "judged.h"
#include "methods.h"

namespace polso {

struct TopicPost {
  std::string topic;
  std::string text;
  Sentiment label = Sentiment::kNegative;
};

/// Lines of "id TAB topic TAB positive|negative TAB text".
[[nodiscard]] Result<std::vector<TopicPost>> read_topics(const std::filesystem::path& file);

struct TopicResult {
  std::string name;
  Errors errors;  // mean over topics
};

/// The Validation that the posts of all other topics make; its neutral posts are those of `shipped`.
[[nodiscard]] Validation other_topics(const std::vector<TopicPost>& posts, const Judged& judged,
                                      const std::string& topic, const Validation& shipped);

/// The methods to use on a topic.
using MethodsForTopic = std::function<std::vector<Method>(const std::string& topic)>;

/// `judged` are the verdicts of `posts`. A method's share of negatives is negative / (negative + positive): the posts
/// that it takes for neutral are left out, as their authors were by the annotators; a half when it leaves none.
[[nodiscard]] std::vector<TopicResult> measure_topics(const std::vector<TopicPost>& posts, const Judged& judged,
                                                      const MethodsForTopic& methods);

}  // namespace polso
