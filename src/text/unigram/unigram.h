// Unigram: the likeliest cut of a word into pieces.
#pragma once

#include <string>
#include <vector>

#include "text/tokens/encoder.h"
#include "text/unigram/metaspace.h"

namespace polso::unigram {

/// The id of a piece is its place in the list.
struct Piece {
  std::string text;
  double score = 0;  // log probability
};

/// What is wrong with pieces, in words ("piece 7 …"), or "".
[[nodiscard]] std::string fault_of(const std::vector<Piece>& pieces);

/// Cuts text that is normalised already by each_word(), then each word into the pieces with the largest sum of scores
/// (Kudo, 2018, section 3.1; Viterbi), and of equal sums as unigram/model.rs of `tokenizers` does. A run of characters
/// that are no piece is `unknown` once. There is no fault_of(pieces); `unknown` is a place in the list.
[[nodiscard]] tokens::EncoderPtr make_unigram(const std::vector<Piece>& pieces, std::int32_t unknown, Between between);

}  // namespace polso::unigram
