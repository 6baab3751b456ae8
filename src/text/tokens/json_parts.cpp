// Added tokens and post-processing; and small ways to look into JSON that anybody may have written.
#include "text/tokens/json_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace polso::tokens {
namespace {

using Json = nlohmann::json;

/// ["</s>", 2]
Result<std::int32_t> id_of_pair(const Json& pair, const char* name) {
  const auto id = pair.is_array() && pair.size() == 2 ? id_in(pair[1]) : std::nullopt;
  if (!id) return corrupt(fmt::format("post_processor.{} is not a token and its id", name));
  return *id;
}

Result<Ends> roberta_ends(const Json& json) {
  POLSO_ASSIGN(const std::int32_t front, id_of_pair(member(json, "cls"), "cls"));
  POLSO_ASSIGN(const std::int32_t back, id_of_pair(member(json, "sep"), "sep"));
  return Ends{{front}, {back}};
}

/// {"SpecialToken": {"id": "<s>"}}, whose ids are in "special_tokens".
Status append_special(const Json& item, const Json& specials, std::vector<std::int32_t>& ids) {
  const Json& name = member(member(item, "SpecialToken"), "id");
  const Json& special = name.is_string() ? member(specials, name.get_ref<const std::string&>().c_str()) : name;
  const Json& its_ids = member(special, "ids");
  if (!its_ids.is_array()) return corrupt("post_processor.single has an element that is no text and no special token");
  for (const Json& value : its_ids) {
    const auto id = id_in(value);
    if (!id) return corrupt("post_processor.special_tokens has an id that is none");
    ids.push_back(*id);
  }
  return {};
}

Result<Ends> template_ends(const Json& json) {
  Ends ends;
  std::size_t texts = 0;
  const Json& single = member(json, "single");
  if (!single.is_array()) return corrupt("post_processor.single is not a list");
  for (const Json& item : single) {
    if (const Json& sequence = member(item, "Sequence"); !sequence.is_null()) {
      ++texts;
    } else {
      POLSO_TRY(append_special(item, member(json, "special_tokens"), texts == 0 ? ends.front : ends.back));
    }
  }
  if (texts != 1) return corrupt("post_processor.single does not have the text once");
  return ends;
}

Result<Ends> ends_of_sequence(const Json& processors) {
  if (!processors.is_array()) return corrupt("post_processor.processors is not a list");
  Ends ends;
  for (const Json& processor : processors) {
    if (type_of(processor) == "Sequence") return unsupported("a post_processor of sequences in a sequence");
    POLSO_ASSIGN(Ends more, ends_of(processor));
    ends.front.insert(ends.front.begin(), more.front.begin(), more.front.end());
    ends.back.insert(ends.back.end(), more.back.begin(), more.back.end());
  }
  return ends;
}

Result<AddedToken> added_token_of(const Json& json, const Vocabulary& vocabulary, std::int32_t next) {
  const Json& content = member(json, "content");
  const auto id = id_in(member(json, "id"));
  if (!content.is_string() || !id) return corrupt("added_tokens has an element without content or id");
  AddedToken token{content, *id, flag(json, "lstrip"), flag(json, "rstrip"), flag(json, "normalized")};
  if (flag(json, "single_word")) return unsupported(fmt::format("single_word of the added token '{}'", token.content));
  if (const std::int32_t expected = id_of(vocabulary, token.content).value_or(next); token.id != expected) {
    return corrupt(fmt::format("the added token '{}' has the id {} and not {}", token.content, token.id, expected));
  }
  return token;
}

}  // namespace

const Json& member(const Json& object, const char* name) {
  static const Json null;
  if (!object.is_object()) return null;
  const auto found = object.find(name);
  return found == object.end() ? null : *found;
}

std::string type_of(const Json& object) {
  const Json& type = member(object, "type");
  return type.is_string() ? type.get<std::string>() : std::string();
}

bool flag(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::unexpected<Error> corrupt(const std::string& what) {
  return fail(Code::kCorrupt, "tokenizer.json: " + what + "; fetch the file again");
}

std::unexpected<Error> unsupported(const std::string& what) {
  return fail(Code::kUnsupported, "tokenizer.json: " + what +
                                      " is not supported; the tokenisers of RoBERTa (byte-level BPE) and XLM-RoBERTa "
                                      "(Unigram) are");
}

Result<std::vector<AddedToken>> added_tokens_of(const Json& json, const Vocabulary& vocabulary) {
  std::vector<AddedToken> tokens;
  if (json.is_null()) return tokens;
  if (!json.is_array()) return corrupt("added_tokens is not a list");
  std::unordered_set<std::string> seen;
  auto next = static_cast<std::int32_t>(vocabulary.size());
  for (const Json& element : json) {
    POLSO_ASSIGN(AddedToken token, added_token_of(element, vocabulary, next));
    if (!seen.insert(token.content).second) return corrupt("the added token '" + token.content + "' is there twice");
    next = std::max(next, token.id + 1);
    tokens.push_back(std::move(token));
  }
  return tokens;
}

Result<Ends> ends_of(const Json& json) {
  const std::string type = type_of(json);
  if (json.is_null() || type == "ByteLevel") return Ends{};
  if (type == "RobertaProcessing") return roberta_ends(json);
  if (type == "TemplateProcessing") return template_ends(json);
  if (type == "Sequence") return ends_of_sequence(member(json, "processors"));
  return unsupported("the post_processor '" + type + "'");
}

}  // namespace polso::tokens
