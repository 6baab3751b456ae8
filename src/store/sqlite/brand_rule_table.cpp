// A few rows, read and written now and then.
#include "store/sqlite/brand_rule_table.h"

namespace polso {

std::vector<BrandRule> BrandRuleTable::all() {
  SQLite::Statement rows(database_, "SELECT brand, query, since FROM brand_rule ORDER BY brand");
  std::vector<BrandRule> rules;
  while (rows.executeStep()) {
    rules.push_back({.brand = rows.getColumn(0).getString(),
                     .query = rows.getColumn(1).getString(),
                     .since = rows.getColumn(2).getInt64()});
  }
  return rules;
}

void BrandRuleTable::set(const BrandRule& rule) {
  SQLite::Statement row(database_, "INSERT OR REPLACE INTO brand_rule (brand, query, since) VALUES (?, ?, ?)");
  row.bind(1, rule.brand);
  row.bind(2, rule.query);
  row.bind(3, rule.since);
  row.exec();
}

bool BrandRuleTable::remove(const std::string& brand) {
  SQLite::Statement row(database_, "DELETE FROM brand_rule WHERE brand = ?");
  row.bind(1, brand);
  return row.exec() == 1;
}

}  // namespace polso
