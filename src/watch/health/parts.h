// Parts: the busiest brands, languages and sources of a window.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "monitor/model_health.h"
#include "watch/health/compare.h"

namespace polso::health {

struct PartKey {
  monitor::SliceKind kind = monitor::SliceKind::kAll;
  std::string name;
  auto operator<=>(const PartKey&) const = default;
};

struct PartOptions {
  std::size_t fewest = 100;  // posts of the window
  std::size_t most = 12;     // of each kind
  std::string brand = {};    // one that is among them whatever its rank
};

/// Brands, then languages, then sources, each the busiest first, of the same number by name. A kind of which all posts
/// have the same value is left out: it would be the whole again.
[[nodiscard]] std::vector<PartKey> busiest_parts(const Posts& window, const PartOptions& options = {});

[[nodiscard]] bool belongs(const HealthPost& post, const PartKey& part);
[[nodiscard]] Posts part_of(const Posts& posts, const PartKey& part);

}  // namespace polso::health
