// Bpe: byte-level byte-pair encoding of text without special tokens.
#pragma once

#include <optional>

#include "base/result.h"
#include "text/tokens/encoder.h"
#include "text/tokens/merge_list.h"
#include "text/tokens/vocabulary.h"

namespace polso::bpe {

struct Options {
  bool add_prefix_space = false;  // before a text that does not begin with one
  bool ignore_merges = false;     // a word that is a token is that token, whatever the merges say
  /// Stands for each byte that the vocabulary lacks, or for each run of them; without it they are left out.
  std::optional<std::int32_t> unknown;
  bool fuse_unknown = false;
};

/// kCorrupt when a merge has a side, or a result, that the vocabulary lacks; the sentence begins with `name`.
[[nodiscard]] Result<tokens::EncoderPtr> make_bpe(const tokens::Vocabulary& vocabulary, const tokens::MergeList& merges,
                                                  const Options& options, const std::string& name);

}  // namespace polso::bpe
