// XLM-RoBERTa's tokenizer.json: normalizers > Metaspace, perhaps after WhitespaceSplit > Unigram.
#include "text/tokens/unigram_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/tokens/json_parts.h"
#include "text/tokens/normalizer_json.h"
#include "text/unigram/unigram.h"

namespace polso::tokens {
namespace {

using Json = nlohmann::json;
using unigram::Between;
using unigram::Piece;

/// [["<s>", 0.0], …], the ids in order.
Result<Vocabulary> read_pieces(const Json& vocab, std::vector<Piece>& pieces) {
  if (!vocab.is_array() || vocab.size() > static_cast<std::size_t>(kLargestId)) {
    return corrupt("model.vocab is not a list of pieces and their scores");
  }
  Vocabulary vocabulary;
  for (const Json& entry : vocab) {
    if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number()) {
      return corrupt(fmt::format("model.vocab[{}] is not a piece and its score", pieces.size()));
    }
    vocabulary.emplace(entry[0], static_cast<std::int32_t>(pieces.size()));
    pieces.push_back({entry[0], entry[1]});
  }
  if (const std::string fault = unigram::fault_of(pieces); !fault.empty()) return corrupt("model.vocab: " + fault);
  return vocabulary;
}

bool is_metaspace(const Json& json) {
  const Json& scheme = member(json, "prepend_scheme");
  const bool prepends = scheme.is_null() ? member(json, "add_prefix_space") != false : scheme == "always";
  return type_of(json) == "Metaspace" && prepends && member(json, "split") != false &&
         member(json, "replacement") == unigram::kMetaspace;
}

Result<Between> pre_tokenizer_of(const Json& json) {
  const Json& parts = member(json, "pretokenizers");
  const bool is_pair = type_of(json) == "Sequence" && parts.is_array() && parts.size() == 2;
  if (is_metaspace(json)) return Between::kSpaces;
  if (is_pair && type_of(parts[0]) == "WhitespaceSplit" && is_metaspace(parts[1])) return Between::kWhiteSpace;
  return unsupported("a pre_tokenizer other than Metaspace that always prepends, alone or after WhitespaceSplit,");
}

}  // namespace

Result<TokeniserPtr> unigram_tokeniser(const Json& json) {
  const Json& model = member(json, "model");
  std::vector<Piece> pieces;
  POLSO_ASSIGN(const Vocabulary vocabulary, read_pieces(member(model, "vocab"), pieces));
  const auto unknown = id_in(member(model, "unk_id"));
  if (!unknown || static_cast<std::size_t>(*unknown) >= pieces.size()) {
    return corrupt("model.unk_id is not the place of a piece");
  }
  if (flag(model, "byte_fallback")) return unsupported("model.byte_fallback");
  POLSO_ASSIGN(Rewrite rewrite, normalizer_of(member(json, "normalizer")));
  POLSO_ASSIGN(const Between between, pre_tokenizer_of(member(json, "pre_tokenizer")));
  POLSO_ASSIGN(const std::vector<AddedToken> added, added_tokens_of(member(json, "added_tokens"), vocabulary));
  POLSO_ASSIGN(Ends ends, ends_of(member(json, "post_processor")));
  return framed(unigram::make_unigram(pieces, *unknown, between), added, std::move(ends), std::move(rewrite));
}

}  // namespace polso::tokens
