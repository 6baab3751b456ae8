// Builds the tree of keys from the columns of a FieldMap.
#include "source/file/json_keys.h"

#include <algorithm>

namespace polso {
namespace {

JsonKey& key_in(std::vector<JsonKey>& keys, std::string_view name) {
  const auto found = std::ranges::find(keys, name, &JsonKey::name);
  if (found != keys.end()) return *found;
  return keys.emplace_back(JsonKey{std::string(name), {}, {}});
}

void add_path(std::vector<JsonKey>& keys, std::string_view path, PostField field) {
  const std::size_t dot = path.find('.');
  JsonKey& key = key_in(keys, path.substr(0, dot));
  if (dot == std::string_view::npos) {
    key.fields.push_back(field);
  } else {
    add_path(key.inner_keys, path.substr(dot + 1), field);
  }
}

}  // namespace

std::vector<JsonKey> make_json_keys(const FieldMap& map) {
  std::vector<JsonKey> keys;
  for (std::size_t i = 0; i < kPostFields; ++i) {
    const std::string& column = map.columns[i].name;
    const auto field = static_cast<PostField>(i);
    add_path(keys, column, field);
    if (column.find('.') != std::string::npos) key_in(keys, column).fields.push_back(field);
  }
  return keys;
}

const JsonKey* find_key(const std::vector<JsonKey>& keys, std::string_view name) {
  for (const JsonKey& key : keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

}  // namespace polso
