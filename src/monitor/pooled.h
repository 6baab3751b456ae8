// Pooled: the posts of reference and window together, their words numbered, ready to be told apart again and again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"
#include "monitor/words.h"

namespace polso::monitor {

/// Whether each pooled post is of the window (1) or of the reference (0).
using Sides = std::vector<std::uint8_t>;

/// Immutable once made; any thread.
class Pooled {
 public:
  /// Which of five parts a post is in is drawn, for cross-validation.
  Pooled(std::span<const PostWords> reference, std::span<const PostWords> window, Random& random);

  /// The true sides: reference first, in the order given.
  [[nodiscard]] const Sides& sides() const { return sides_; }

  /// A domain classifier's score of every post, cross-validated: the sum of its words' log odds of window against
  /// reference in the other four parts (naive Bayes, which needs one pass over the words). Above 0: more like the
  /// window.
  [[nodiscard]] std::vector<double> domain_scores(const Sides& sides) const;

  /// The part of the window's words that the reference does not have.
  [[nodiscard]] double unknown_words(const Sides& sides) const;

  [[nodiscard]] const std::vector<double>& lengths() const { return lengths_; }
  [[nodiscard]] const std::vector<std::uint32_t>& langs() const { return langs_; }
  [[nodiscard]] std::size_t lang_count() const { return lang_count_; }

 private:
  [[nodiscard]] std::span<const std::uint32_t> words(std::size_t post) const {
    return std::span(words_).subspan(starts_[post], starts_[post + 1] - starts_[post]);
  }

  Sides sides_;
  std::vector<std::uint8_t> parts_;
  std::vector<std::uint32_t> words_;  // of all posts, one after the other, numbered from 0
  std::vector<std::size_t> starts_;   // and one for the end
  std::vector<double> logs_;          // log(count + 1/2)
  std::vector<double> lengths_;
  std::vector<std::uint32_t> langs_;  // numbered from 0
  std::size_t word_count_ = 0;
  std::size_t lang_count_ = 0;
};

/// The chance that a post of the window has a higher value than one of the reference, ties counting half (the area
/// under the ROC curve; Hanley and McNeil 1982). 0.5 when a side is empty.
[[nodiscard]] double area(std::span<const double> values, const Sides& sides);

}  // namespace polso::monitor
