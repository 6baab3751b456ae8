// The table `brand_rule`.
#pragma once

#include <string>
#include <vector>

#include "store/desk.h"
#include "store/sqlite/database.h"

namespace polso {

/// Throws what SQLite throws.
class BrandRuleTable {
 public:
  explicit BrandRuleTable(SQLite::Database& database) : database_(database) {}

  [[nodiscard]] std::vector<BrandRule> all();  // by brand
  void set(const BrandRule& rule);
  [[nodiscard]] bool remove(const std::string& brand);

 private:
  SQLite::Database& database_;
};

}  // namespace polso
