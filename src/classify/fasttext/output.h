// Output: from the logits of a text to probabilities of labels, for each of fastText's four losses.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "classify/fasttext/model_file.h"

namespace polso::fasttext {

/// Immutable; any number of threads.
class Output {
 public:
  [[nodiscard]] static Result<Output> make(const ModelFile& file);

  /// logits.size() == probabilities.size() == number of labels. Softmax: they sum to 1. Negative sampling and one
  /// against all: each is fastText's tabulated sigmoid, in 512 steps. Hierarchical softmax (logits belong to the
  /// tree's inner nodes): the product along the label's path of f + 1e-5, as fastText has it. Finite for any logits.
  void probabilities(std::span<const float> logits, std::span<float> probabilities, std::vector<double>& nodes) const;

 private:
  struct Node {
    std::uint32_t left = 0, right = 0;
  };
  [[nodiscard]] Status build_tree(const std::vector<LabelEntry>& labels);
  void walk_tree(std::span<const float> logits, std::span<float> probabilities, std::vector<double>& nodes) const;

  Loss loss_ = Loss::kSoftmax;
  std::vector<Node> inner_;  // the tree's inner nodes; node number = labels + place here; the root is the last
};

}  // namespace polso::fasttext
