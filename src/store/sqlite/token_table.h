// The table `token`.
#pragma once

#include <string>
#include <vector>

#include "store/desk.h"
#include "store/sqlite/database.h"

namespace polso {

/// Throws what SQLite throws.
class TokenTable {
 public:
  explicit TokenTable(SQLite::Database& database) : database_(database) {}

  [[nodiscard]] Status add(const Token& token);
  [[nodiscard]] std::vector<Token> all();  // by name
  [[nodiscard]] bool remove(const std::string& name);

 private:
  SQLite::Database& database_;
};

}  // namespace polso
