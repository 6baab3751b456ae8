// The budget is read back from the version, so that figures can be told by their model's id alone.
#include "bundle/at_budget.h"

#include <fmt/format.h>

#include <utility>

namespace polso {

Bundle at_budget(Bundle bundle, const Budget& budget) {
  if (!bundle.cascade || budget == Budget{Budget::Kind::kShare, bundle.cascade->budget}) return bundle;
  bundle.version = fmt::format("{}+{}", bundle.version, budget_text(budget));
  if (budget.kind == Budget::Kind::kShare) {
    bundle.validation.by_truth = by_truth_at(bundle.cascade->judged, budget.value);
  }
  return bundle;
}

std::optional<Bundle> with_id(const Bundle& bundle, std::string_view id) {
  const std::string own = bundle.id();
  if (id == own) return bundle;
  if (!bundle.cascade || !id.starts_with(own) || id.size() <= own.size() || id[own.size()] != '+') return std::nullopt;
  const auto budget = parse_budget(id.substr(own.size() + 1));
  if (!budget) return std::nullopt;
  return at_budget(bundle, *budget);
}

}  // namespace polso
