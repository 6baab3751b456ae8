// tokenizer.json: which kind it is, and that nothing in it asks for more than we do.
#include "text/tokens/tokenizer_json.h"

#include "text/bpe/bpe.h"
#include "text/tokens/json_parts.h"
#include "text/tokens/strict_json.h"
#include "text/tokens/unigram_json.h"

namespace polso::tokens {
namespace {

using Json = nlohmann::json;

/// A Sequence of one is what it holds.
const Json& only_one(const Json& json, const char* list) {
  const Json& inside = member(json, list);
  return type_of(json) == "Sequence" && inside.is_array() && inside.size() == 1 ? inside[0] : json;
}

bool is_given(const Json& value) {
  return !value.is_null() && !(value.is_string() && value.get_ref<const std::string&>().empty());
}

Result<bpe::Options> bpe_options(const Json& json, const Vocabulary& vocabulary) {
  const Json& model = member(json, "model");
  const Json& dropout = member(model, "dropout");
  if (is_given(member(json, "normalizer"))) {
    return unsupported("the normalizer '" + type_of(member(json, "normalizer")) + "' of a BPE");
  }
  const Json& pre_tokenizer = only_one(member(json, "pre_tokenizer"), "pretokenizers");
  if (type_of(pre_tokenizer) != "ByteLevel") return unsupported("the pre_tokenizer '" + type_of(pre_tokenizer) + "'");
  if (member(pre_tokenizer, "use_regex") == false) return unsupported("pre_tokenizer.use_regex false");
  if (dropout.is_number() && dropout != 0) return unsupported("model.dropout");
  for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    if (is_given(member(model, affix))) return unsupported(std::string("model.") + affix);
  }
  if (flag(model, "byte_fallback")) return unsupported("model.byte_fallback");
  bpe::Options options{.add_prefix_space = flag(pre_tokenizer, "add_prefix_space"),
                       .ignore_merges = flag(model, "ignore_merges"),
                       .unknown = {},
                       .fuse_unknown = flag(model, "fuse_unk")};
  if (const Json& unknown = member(model, "unk_token"); unknown.is_string()) {
    options.unknown = id_of(vocabulary, unknown.get_ref<const std::string&>());
    if (!options.unknown) return corrupt("model.unk_token is not in the vocabulary");
  }
  return options;
}

Result<TokeniserPtr> bpe_tokeniser(const Json& json) {
  const Json& model = member(json, "model");
  POLSO_ASSIGN(const Vocabulary vocabulary, vocabulary_of(member(model, "vocab"), "tokenizer.json: model.vocab"));
  POLSO_ASSIGN(const bpe::Options options, bpe_options(json, vocabulary));
  POLSO_ASSIGN(const MergeList merges, merges_of(member(model, "merges")));
  POLSO_ASSIGN(const std::vector<AddedToken> added, added_tokens_of(member(json, "added_tokens"), vocabulary));
  POLSO_ASSIGN(Ends ends, ends_of(member(json, "post_processor")));
  POLSO_ASSIGN(EncoderPtr encoder, bpe::make_bpe(vocabulary, merges, options, "tokenizer.json"));
  return framed(std::move(encoder), added, std::move(ends));
}

/// Files of before 2022 do not say the type.
std::string model_type(const Json& model) {
  if (model.contains("type")) return type_of(model);
  if (model.contains("merges")) return "BPE";
  return model.contains("unk_id") ? "Unigram" : "";
}

}  // namespace

Result<TokeniserPtr> read_tokenizer_json(std::string_view bytes) {
  POLSO_ASSIGN(const Json json, strict_json(bytes, "tokenizer.json"));
  const Json& model = member(json, "model");
  if (!model.is_object()) return corrupt("there is no model");
  const std::string type = model_type(model);
  if (type == "BPE") return bpe_tokeniser(json);
  if (type == "Unigram") return unigram_tokeniser(json);
  return unsupported("a model of type '" + type + "'");
}

}  // namespace polso::tokens
