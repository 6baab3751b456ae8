// The brands that queries define: those of the config, then those that were made through the API.
#pragma once

#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "store/desk.h"
#include "text/brand_rules.h"

namespace polso {

/// Of the config alone. kUsage for a query that cannot be read, with the place.
[[nodiscard]] Result<std::vector<BrandRule>> config_brand_rules(const Config& config);

/// And those of the database "db".
[[nodiscard]] Result<std::vector<BrandRule>> all_brand_rules(const Config& config);

[[nodiscard]] Result<BrandRules> brand_rules(const std::vector<BrandRule>& rules);

}  // namespace polso
