// Column names or numbers to indices; joined label columns.
#include "learn/data/columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace polso {
namespace {

using Row = std::vector<std::string_view>;

Result<std::size_t> find_column(const Layout& layout, const Row& first, std::string_view wanted) {
  if (layout.header) {
    const auto found = std::ranges::find(first, wanted);
    if (found == first.end()) {
      return fail(Code::kUsage,
                  fmt::format("there is no column '{}'; the columns are {}", wanted, fmt::join(first, ", ")));
    }
    return static_cast<std::size_t>(found - first.begin());
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (error != std::errc() || end != wanted.data() + wanted.size() || number == 0) {
    return fail(Code::kUsage,
                fmt::format("'{}' is not a column number: without a header columns are numbered from 1", wanted));
  }
  return number - 1;
}

Result<std::string_view> field(const Row& row, std::size_t column) {
  if (column < row.size()) return row[column];
  return fail(Code::kInvalid, fmt::format("column {} is missing: the row has {}", column + 1, row.size()));
}

}  // namespace

Result<Columns> Columns::of(const Layout& layout, const Row& first) {
  Columns columns;
  POLSO_ASSIGN(columns.text_, find_column(layout, first, layout.text));
  if (!layout.all_labels.empty()) return columns;
  std::string_view rest = layout.label;
  while (!rest.empty()) {
    const std::size_t plus = rest.find('+');
    POLSO_ASSIGN(const std::size_t column, find_column(layout, first, rest.substr(0, plus)));
    columns.labels_.push_back(column);
    rest.remove_prefix(plus == std::string_view::npos ? rest.size() : plus + 1);
  }
  return columns;
}

Result<std::string_view> Columns::text(const Row& row) const { return field(row, text_); }

Result<std::string> Columns::label(const Row& row) const {
  std::string joined;
  for (const std::size_t column : labels_) {
    POLSO_ASSIGN(const std::string_view part, field(row, column));
    if (!joined.empty()) joined += '+';
    joined += part;
  }
  return joined;
}

}  // namespace polso
