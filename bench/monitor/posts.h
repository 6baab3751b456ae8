// Posts with their truth and what a model says of them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "classify/classifier.h"
#include "monitor/cell_evidence.h"

namespace polso {

struct Posts {
  std::vector<std::string> texts;
  std::vector<Verdict> verdicts;
  std::vector<Sentiment> truth;  // all of the same length

  [[nodiscard]] std::size_t size() const { return truth.size(); }
};

using Positions = std::vector<std::size_t>;

/// A data set of POLSO_DATA, judged.
[[nodiscard]] Result<Posts> judge_set(const Classifier& classifier, const std::string& name);

[[nodiscard]] Posts pick(const Posts& posts, const Positions& positions);

/// `count` random posts, and the rest.
[[nodiscard]] std::pair<Posts, Posts> cut(const Posts& posts, std::size_t count, Random& random);

[[nodiscard]] monitor::ByTruth by_truth(const Posts& posts);
[[nodiscard]] Histogram histogram_of(const Posts& posts, const Positions& positions);
[[nodiscard]] double accuracy_of(const Posts& posts, const Positions& positions);

/// All positions, shuffled.
[[nodiscard]] Positions shuffled(std::size_t count, Random& random);

}  // namespace polso
