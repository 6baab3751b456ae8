// Brands, severities, digests.
#include "notify/audience.h"

#include <algorithm>

namespace polso::notify {

bool hears_of_brand(const Target& target, std::string_view brand) {
  return target.brands.empty() || std::ranges::find(target.brands, brand) != target.brands.end();
}

bool hears_of(const Target& target, const Alert& alert) {
  return target.digest == DigestEvery::kNever && alert.severity >= target.min_severity &&
         hears_of_brand(target, alert.brand);
}

std::vector<std::string> audience(const std::vector<Target>& targets, const Alert& alert) {
  std::vector<std::string> names;
  for (const Target& target : targets) {
    if (hears_of(target, alert)) names.push_back(target.name);
  }
  return names;
}

}  // namespace polso::notify
