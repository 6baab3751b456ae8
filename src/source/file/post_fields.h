// The fields of a Post as an input names them, and which column or key of the input holds each.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

enum class PostField : unsigned char { kId, kText, kCreatedAt, kBrand, kSource, kAuthor, kLang, kThread };

inline constexpr std::size_t kPostFields = 8;
inline constexpr std::array<std::string_view, kPostFields> kPostFieldNames{"id",     "text",   "created_at", "brand",
                                                                           "source", "author", "lang",       "thread"};
[[nodiscard]] constexpr std::string_view name(PostField field) {
  return kPostFieldNames[static_cast<std::size_t>(field)];
}

/// What the input calls each field.
struct FieldMap {
  struct Column {
    std::string name;
    bool given = false;  // by the user; otherwise it is the field's own name
  };
  std::array<Column, kPostFields> columns;

  [[nodiscard]] const Column& operator[](PostField field) const { return columns[static_cast<std::size_t>(field)]; }
};

/// kUsage for a key that is no field of a Post, naming those that are, and for an empty column name.
[[nodiscard]] Result<FieldMap> make_field_map(const std::map<std::string, std::string>& map);

}  // namespace polso
