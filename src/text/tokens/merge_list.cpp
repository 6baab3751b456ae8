// Reading merges, one a line or one an element.
#include "text/tokens/merge_list.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

namespace polso::tokens {
namespace {

std::optional<MergeList::value_type> pair_of(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos) return std::nullopt;
  return MergeList::value_type(line.substr(0, space), line.substr(space + 1));
}

std::optional<MergeList::value_type> pair_in(const nlohmann::json& json) {
  if (json.is_string()) return pair_of(json.get_ref<const std::string&>());
  if (!json.is_array() || json.size() != 2 || !json[0].is_string() || !json[1].is_string()) return std::nullopt;
  return MergeList::value_type(json[0], json[1]);
}

}  // namespace

Result<MergeList> read_merges(std::string_view merges_txt) {
  MergeList merges;
  for (std::size_t number = 1; !merges_txt.empty(); ++number) {
    const std::size_t end = std::min(merges_txt.find('\n'), merges_txt.size());
    std::string_view line = merges_txt.substr(0, end);
    merges_txt.remove_prefix(std::min(end + 1, merges_txt.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("#version")) continue;
    auto pair = pair_of(line);
    if (!pair) {
      return fail(Code::kCorrupt, fmt::format("merges.txt: line {} is not two tokens with a space between", number));
    }
    merges.push_back(*std::move(pair));
  }
  return merges;
}

Result<MergeList> merges_of(const nlohmann::json& json) {
  if (!json.is_array()) return fail(Code::kCorrupt, "tokenizer.json: model.merges is not a list");
  MergeList merges;
  merges.reserve(json.size());
  for (const auto& element : json) {
    auto pair = pair_in(element);
    if (!pair) {
      return fail(Code::kCorrupt, fmt::format("tokenizer.json: model.merges[{}] is not two tokens", merges.size()));
    }
    merges.push_back(*std::move(pair));
  }
  return merges;
}

}  // namespace polso::tokens
