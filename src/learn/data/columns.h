// Which columns of a table hold text and label.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learn/data/labelled.h"

namespace polso {

class Columns {
 public:
  /// `first` is the header line's fields, looked at when the layout has a header.
  [[nodiscard]] static Result<Columns> of(const Layout& layout, const std::vector<std::string_view>& first);

  /// kInvalid when the row is too short.
  [[nodiscard]] Result<std::string_view> text(const std::vector<std::string_view>& row) const;
  [[nodiscard]] Result<std::string> label(const std::vector<std::string_view>& row) const;

 private:
  std::size_t text_ = 0;
  std::vector<std::size_t> labels_;  // empty: the layout gives all rows one label
};

}  // namespace polso
