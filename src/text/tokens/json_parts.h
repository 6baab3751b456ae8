// The parts of a tokenizer.json, read one by one; each error names the part.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"
#include "text/tokens/framed.h"
#include "text/tokens/vocabulary.h"

namespace polso::tokens {

/// A member of an object, or null when `object` is none or lacks it.
[[nodiscard]] const nlohmann::json& member(const nlohmann::json& object, const char* name);

/// The member "type"; "" when there is none.
[[nodiscard]] std::string type_of(const nlohmann::json& object);

/// False unless the member is there and true.
[[nodiscard]] bool flag(const nlohmann::json& object, const char* name);

/// kCorrupt: "tokenizer.json: {what}; …".
[[nodiscard]] std::unexpected<Error> corrupt(const std::string& what);

/// kUnsupported: "tokenizer.json: {what} is not supported; …".
[[nodiscard]] std::unexpected<Error> unsupported(const std::string& what);

/// Of "added_tokens". kCorrupt when an id is not the one that `tokenizers` would give: that of the vocabulary, or the
/// next free one.
[[nodiscard]] Result<std::vector<AddedToken>> added_tokens_of(const nlohmann::json& json, const Vocabulary& vocabulary);

/// Of "post_processor": none, ByteLevel, RobertaProcessing, TemplateProcessing, or a Sequence of these.
[[nodiscard]] Result<Ends> ends_of(const nlohmann::json& json);

}  // namespace polso::tokens
