// Which keys of a JSON object, and of the objects in it, hold fields of a Post.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/file/post_fields.h"

namespace polso {

struct JsonKey {
  std::string name;
  std::vector<PostField> fields;    // filled from this key's value
  std::vector<JsonKey> inner_keys;  // looked for when the value is an object
};

/// The keys of the outermost object. A column with dots stands for a key of that very name and for a path.
[[nodiscard]] std::vector<JsonKey> make_json_keys(const FieldMap& map);

[[nodiscard]] const JsonKey* find_key(const std::vector<JsonKey>& keys, std::string_view name);

}  // namespace polso
