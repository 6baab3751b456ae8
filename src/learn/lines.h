// From a post to the line that fastText reads, for training as for use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "learn/data/labelled.h"
#include "learn/recipe.h"
#include "text/normaliser.h"

namespace polso {

class LineMaker {
 public:
  [[nodiscard]] static Result<LineMaker> of(const Recipe& recipe);

  /// What the model is given at run time: no newline, no NUL.
  [[nodiscard]] std::string line(std::string_view text) const;

  /// "__label__negative some words". Words of the text that look like labels are left out, as fastText does when it
  /// predicts.
  [[nodiscard]] std::string labelled_line(const LabelledText& row) const;

 private:
  explicit LineMaker(Normaliser normaliser) : normaliser_(normaliser) {}
  Normaliser normaliser_;
};

/// The rows' labelled lines in an order shuffled by `seed`, each ended by a newline.
[[nodiscard]] std::string training_text(const LineMaker& maker, const std::vector<const LabelledText*>& rows,
                                        std::uint64_t seed);

}  // namespace polso
