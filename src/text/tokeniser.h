// The seam of all tokenisers: a text in, the ids that a transformer reads out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace polso {

/// Immutable; encode() may be called from any number of threads at once (scratch belongs to the thread).
class Tokeniser {
 public:
  Tokeniser() = default;
  Tokeniser(const Tokeniser&) = delete;
  Tokeniser& operator=(const Tokeniser&) = delete;
  virtual ~Tokeniser() = default;

  /// Appends to `ids` what Hugging Face's `tokenizers` answers for `text` with its special tokens, cut to `most` ids
  /// (at least 2) as its truncation does: the special tokens at both ends stay. Any bytes are a text: invalid UTF-8 is
  /// repaired first.
  virtual void encode(std::string_view text, std::size_t most, std::vector<std::int32_t>& ids) const = 0;

  /// One more than the largest id that encode() may answer.
  [[nodiscard]] virtual std::size_t vocabulary() const = 0;
};

using TokeniserPtr = std::unique_ptr<const Tokeniser>;

// What is Unicode to a tokeniser is Unicode 16, as in PyPI tokenizers 0.23; code points assigned later may be cut
// otherwise.

/// RoBERTa's: the bytes of vocab.json and merges.txt. kCorrupt when they are not such files or do not fit each other.
[[nodiscard]] Result<TokeniserPtr> byte_level_bpe(std::string_view vocab_json, std::string_view merges_txt);

/// The bytes of a tokenizer.json, whose own truncation and padding are left out. kUnsupported names the part of it that
/// is not byte-level BPE or XLM-R's Unigram.
[[nodiscard]] Result<TokeniserPtr> tokeniser_from_json(std::string_view tokenizer_json);

/// XLM-RoBERTa's: the bytes of sentencepiece.bpe.model, ids in fairseq's order, white space cut as transformers 5 does
/// (docs/decisions/0005-own-unigram.md). kUnsupported when it is another kind of sentencepiece model.
[[nodiscard]] Result<TokeniserPtr> sentencepiece_tokeniser(std::string_view model);

}  // namespace polso
