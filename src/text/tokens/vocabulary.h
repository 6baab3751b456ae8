// Vocabulary: the tokens of a model and their ids.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace polso::tokens {

/// Larger ids are taken for damage: no published model has a sixteenth of this.
inline constexpr std::int64_t kLargestId = (std::int64_t{1} << 24) - 1;

struct StringHash {
  using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard names it
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

using Vocabulary = std::unordered_map<std::string, std::int32_t, StringHash, std::equal_to<>>;

[[nodiscard]] std::optional<std::int32_t> id_of(const Vocabulary& vocabulary, std::string_view token);

/// One more than the largest id; 0 when empty.
[[nodiscard]] std::size_t size_of(const Vocabulary& vocabulary);

/// An id in a JSON file: 0 to kLargestId.
[[nodiscard]] std::optional<std::int32_t> id_in(const nlohmann::json& json);

/// Of an object {"token": id, …}, in which no id is there twice; kCorrupt otherwise. `name` says in the error what it
/// is.
[[nodiscard]] Result<Vocabulary> vocabulary_of(const nlohmann::json& json, const std::string& name);

/// The whole file vocab.json.
[[nodiscard]] Result<Vocabulary> read_vocabulary(std::string_view vocab_json);

}  // namespace polso::tokens
