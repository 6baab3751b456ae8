// From a post to the line that fastText reads, for training as for use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "learn/data/labelled.h"
#include "text/normaliser.h"
#include "text/polarity.h"

namespace polso {

class LineMaker {
 public:
  /// `polarity` may be null: no features are appended.
  LineMaker(Normaliser normaliser, const PolarityTable* polarity) : normaliser_(normaliser), polarity_(polarity) {}

  [[nodiscard]] LineMaker without_polarity() const { return {normaliser_, nullptr}; }

  /// What the model is given at run time: no newline, no NUL.
  [[nodiscard]] std::string line(std::string_view text) const;

  /// The same without polarity features.
  [[nodiscard]] std::string plain_line(std::string_view text) const;

  /// "__label__negative some words". Words of the text that look like labels are left out, as fastText does when it
  /// predicts.
  [[nodiscard]] std::string labelled_line(const LabelledText& row) const;

 private:
  Normaliser normaliser_;
  const PolarityTable* polarity_;
};

using Rows = std::vector<const LabelledText*>;

/// The rows' plain lines, each once, in an order shuffled by `seed`, each ended by a newline.
[[nodiscard]] std::string plain_text(const LineMaker& maker, const Rows& rows, std::uint64_t seed);

/// The rows' labelled lines in an order shuffled by `seed`, each ended by a newline.
[[nodiscard]] std::string training_text(const LineMaker& maker, const Rows& rows, std::uint64_t seed);

}  // namespace polso
