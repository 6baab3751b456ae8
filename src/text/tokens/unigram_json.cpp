// XLM-RoBERTa's tokenizer.json: Precompiled > WhitespaceSplit and Metaspace > Unigram.
#include "text/tokens/unigram_json.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "text/tokens/base64.h"
#include "text/tokens/json_parts.h"
#include "text/unigram/charsmap.h"
#include "text/unigram/metaspace.h"
#include "text/unigram/unigram.h"

namespace polso::tokens {
namespace {

using Json = nlohmann::json;
using unigram::Charsmap;
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

/// Runs of spaces to one space: without effect where white space is cut away afterwards.
bool is_harmless(const Json& normalizer) {
  return type_of(normalizer) == "Replace" && member(member(normalizer, "pattern"), "Regex") == " {2,}" &&
         member(normalizer, "content") == " ";
}

/// None, Precompiled, or a Sequence of these.
Status read_normalizer(const Json& json, Charsmap& charsmap) {
  const std::string type = type_of(json);
  if (json.is_null() || is_harmless(json)) return {};
  if (type == "Sequence" && member(json, "normalizers").is_array()) {
    for (const Json& part : member(json, "normalizers")) {
      if (type_of(part) == "Sequence") return unsupported("a normalizer of sequences in a sequence");
      POLSO_TRY(read_normalizer(part, charsmap));
    }
    return {};
  }
  if (type != "Precompiled") return unsupported("the normalizer '" + type + "' of a Unigram");
  const Json& encoded = member(json, "precompiled_charsmap");
  const auto blob = encoded.is_string() ? from_base64(encoded.get_ref<const std::string&>()) : std::nullopt;
  auto parsed = blob ? Charsmap::parse(*blob) : std::nullopt;
  if (!parsed) return corrupt("normalizer.precompiled_charsmap is damaged");
  charsmap = *std::move(parsed);
  return {};
}

bool is_metaspace(const Json& json) {
  const Json& scheme = member(json, "prepend_scheme");
  const bool prepends = scheme.is_null() ? member(json, "add_prefix_space") != false : scheme == "always";
  return type_of(json) == "Metaspace" && prepends && member(json, "split") != false &&
         member(json, "replacement") == unigram::kMetaspace;
}

Status check_pre_tokenizer(const Json& json) {
  const Json& parts = member(json, "pretokenizers");
  if (type_of(json) == "Sequence" && parts.is_array() && parts.size() == 2 && type_of(parts[0]) == "WhitespaceSplit" &&
      is_metaspace(parts[1])) {
    return {};
  }
  return unsupported("a pre_tokenizer other than WhitespaceSplit and Metaspace that always prepends");
}

}  // namespace

Result<TokeniserPtr> unigram_tokeniser(const Json& json) {
  const Json& model = member(json, "model");
  std::vector<Piece> pieces;
  Charsmap charsmap;
  POLSO_ASSIGN(const Vocabulary vocabulary, read_pieces(member(model, "vocab"), pieces));
  const auto unknown = id_in(member(model, "unk_id"));
  if (!unknown || static_cast<std::size_t>(*unknown) >= pieces.size()) {
    return corrupt("model.unk_id is not the place of a piece");
  }
  if (flag(model, "byte_fallback")) return unsupported("model.byte_fallback");
  POLSO_TRY(read_normalizer(member(json, "normalizer"), charsmap));
  POLSO_TRY(check_pre_tokenizer(member(json, "pre_tokenizer")));
  POLSO_ASSIGN(const std::vector<AddedToken> added, added_tokens_of(member(json, "added_tokens"), vocabulary));
  POLSO_ASSIGN(Ends ends, ends_of(member(json, "post_processor")));
  return framed(
      unigram::make_unigram(pieces, *unknown), added, std::move(ends),
      [charsmap = std::move(charsmap)](std::string_view text, std::string& out) { charsmap.apply(text, out); });
}

}  // namespace polso::tokens
