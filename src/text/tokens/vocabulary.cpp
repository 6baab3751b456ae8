// Reading a vocabulary, and the checks without which two tokens could share an id.
#include "text/tokens/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "text/tokens/strict_json.h"

namespace polso::tokens {

using Json = nlohmann::json;

std::optional<std::int32_t> id_of(const Vocabulary& vocabulary, std::string_view token) {
  const auto found = vocabulary.find(token);
  return found == vocabulary.end() ? std::nullopt : std::optional(found->second);
}

std::size_t size_of(const Vocabulary& vocabulary) {
  std::size_t size = 0;
  for (const auto& [token, id] : vocabulary) size = std::max(size, static_cast<std::size_t>(id) + 1);
  return size;
}

std::optional<std::int32_t> id_in(const Json& json) {
  if (!json.is_number_unsigned()) return std::nullopt;
  const auto id = json.get<std::uint64_t>();
  return id <= static_cast<std::uint64_t>(kLargestId) ? std::optional(static_cast<std::int32_t>(id)) : std::nullopt;
}

Result<Vocabulary> vocabulary_of(const Json& json, const std::string& name) {
  if (!json.is_object()) return fail(Code::kCorrupt, name + " is not an object of tokens and their ids");
  Vocabulary vocabulary;
  vocabulary.reserve(json.size());
  std::unordered_set<std::int32_t> taken;
  taken.reserve(json.size());
  for (const auto& [token, value] : json.items()) {
    const auto id = id_in(value);
    if (!id) {
      return fail(Code::kCorrupt,
                  fmt::format("{}: the id of '{}' is not a whole number from 0 to {}", name, token, kLargestId));
    }
    if (!taken.insert(*id).second) {
      return fail(Code::kCorrupt, fmt::format("{}: '{}' has the id {} of another token", name, token, *id));
    }
    vocabulary.emplace(token, *id);
  }
  return vocabulary;
}

Result<Vocabulary> read_vocabulary(std::string_view vocab_json) {
  POLSO_ASSIGN(const Json json, strict_json(vocab_json, "vocab.json"));
  return vocabulary_of(json, "vocab.json");
}

}  // namespace polso::tokens
