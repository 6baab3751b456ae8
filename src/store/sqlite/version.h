// The table `version`: how often what can be seen has changed.
#pragma once

#include <cstdint>

#include "store/sqlite/database.h"

namespace polso {

/// Throws what SQLite throws.
class Version {
 public:
  explicit Version(SQLite::Database& database)
      : raise_(database, "UPDATE version SET number = number + 1"), number_(database, "SELECT number FROM version") {}

  /// Once in each write transaction that changes anything.
  void raise() { fresh(raise_).exec(); }

  [[nodiscard]] std::int64_t number() {
    const std::int64_t number = fresh(number_).executeStep() ? number_.getColumn(0).getInt64() : 0;
    number_.reset();  // what is half read would hold on to today's state of the database
    return number;
  }

 private:
  SQLite::Statement raise_;
  SQLite::Statement number_;
};

}  // namespace polso
