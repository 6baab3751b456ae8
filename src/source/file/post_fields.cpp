// Checks a --map against the fields that a Post has.
#include "source/file/post_fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace polso {

Result<FieldMap> make_field_map(const std::map<std::string, std::string>& map) {
  FieldMap result;
  for (std::size_t i = 0; i < kPostFields; ++i) result.columns[i].name = kPostFieldNames[i];
  for (const auto& [field, column] : map) {
    const auto found = std::ranges::find(kPostFieldNames, field);
    if (found == kPostFieldNames.end()) {
      return fail(Code::kUsage,
                  fmt::format("cannot map '{}': a post has the fields {}", field, fmt::join(kPostFieldNames, ", ")));
    }
    if (column.empty()) {
      return fail(Code::kUsage, fmt::format("cannot map '{0}' to nothing: write {0}=COLUMN", field));
    }
    result.columns[static_cast<std::size_t>(found - kPostFieldNames.begin())] = {column, true};
  }
  return result;
}

}  // namespace polso
