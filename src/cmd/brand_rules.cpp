// Queries are parsed where they come from, so that a fault is told with the brand's name.
#include "cmd/brand_rules.h"

#include <fmt/format.h>

#include <utility>

namespace polso {

Result<std::vector<BrandRule>> config_brand_rules(const Config& config) {
  std::vector<BrandRule> rules;
  for (const auto& [brand, query] : config.brands()) rules.push_back({.brand = brand, .query = query, .since = 0});
  POLSO_TRY(brand_rules(rules));
  return rules;
}

Result<std::vector<BrandRule>> all_brand_rules(const Config& config) {
  POLSO_ASSIGN(std::vector<BrandRule> rules, config_brand_rules(config));
  POLSO_ASSIGN(const auto desk, open_desk(config.text("db")));
  POLSO_ASSIGN(std::vector<BrandRule> made, desk->brand_rules());
  for (BrandRule& rule : made) rules.push_back(std::move(rule));
  return rules;
}

Result<BrandRules> brand_rules(const std::vector<BrandRule>& rules) {
  std::vector<BrandMatch> matches;
  for (const BrandRule& rule : rules) {
    auto query = BrandQuery::parse(rule.query);
    if (!query) {
      return fail(Code::kUsage, fmt::format("the query of the brand '{}': {}", rule.brand, query.error().message));
    }
    matches.push_back({rule.brand, std::move(*query)});
  }
  return BrandRules(std::move(matches));
}

}  // namespace polso
