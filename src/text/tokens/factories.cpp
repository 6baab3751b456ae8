// The seam text/tokeniser.h for byte-level BPE: the special tokens that RoBERTa has when no file says which.
#include <fmt/format.h>

#include "text/bpe/bpe.h"
#include "text/tokeniser.h"
#include "text/tokens/framed.h"
#include "text/tokens/tokenizer_json.h"

namespace polso {

using tokens::AddedToken;

Result<TokeniserPtr> byte_level_bpe(std::string_view vocab_json, std::string_view merges_txt) {
  POLSO_ASSIGN(const auto vocabulary, tokens::read_vocabulary(vocab_json));
  POLSO_ASSIGN(const auto merges, tokens::read_merges(merges_txt));
  std::vector<AddedToken> added;
  for (const char* token : {"<s>", "<pad>", "</s>", "<unk>"}) {
    const auto id = tokens::id_of(vocabulary, token);
    if (!id) return fail(Code::kCorrupt, fmt::format("vocab.json lacks {}: it is not a RoBERTa's vocabulary", token));
    added.push_back({.content = token, .id = *id});
  }
  tokens::Ends ends{{added[0].id}, {added[2].id}};
  if (const auto mask = tokens::id_of(vocabulary, "<mask>")) {
    added.push_back({.content = "<mask>", .id = *mask, .lstrip = true});
  }
  POLSO_ASSIGN(auto encoder, bpe::make_bpe(vocabulary, merges, {}, "merges.txt"));
  return tokens::framed(std::move(encoder), added, std::move(ends));
}

Result<TokeniserPtr> tokeniser_from_json(std::string_view tokenizer_json) {
  return tokens::read_tokenizer_json(tokenizer_json);
}

}  // namespace polso
