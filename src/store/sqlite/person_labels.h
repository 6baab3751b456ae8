// Reading the table `person_label`: who says what of a post.
#pragma once

#include <cstdint>
#include <vector>

#include "store/sqlite/database.h"
#include "store/store.h"

namespace polso {

/// Throws what SQLite throws.
class PersonLabels {
 public:
  explicit PersonLabels(SQLite::Database& database);

  /// By name.
  [[nodiscard]] std::vector<PersonLabel> of(std::int64_t seq);

 private:
  SQLite::Statement rows_;
};

}  // namespace polso
