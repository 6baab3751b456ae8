// One walk over the alerts.
#include "watch/health/signs.h"

#include <fmt/format.h>

#include <algorithm>

namespace polso::health {
namespace {

using monitor::SliceKind;

bool about_mood(const Alert& alert) {
  return std::ranges::any_of(alert.moves, [](const Move& move) { return is_mood(move.channel); });
}

bool of_the_feed(const Alert& alert) { return alert.cause == Cause::kCopies || alert.cause == Cause::kSource; }

std::string trouble(const Alert& alert) {
  return alert.cause == Cause::kCopies
             ? fmt::format("near-copies flood in about {}", alert.brand)
             : fmt::format("the source {} of {} does not send as it used to", alert.detail, alert.brand);
}

}  // namespace

FromAlerts from_alerts(const std::vector<Alert>& open, const PartKey& part, const Posts& window) {
  FromAlerts said;
  std::size_t troubled = 0;
  std::string first;
  for (const Alert& alert : open) {
    const bool concerned = part.kind == SliceKind::kAll || part == PartKey{SliceKind::kBrand, alert.brand};
    if (!concerned) continue;
    if (of_the_feed(alert)) {
      troubled += static_cast<std::size_t>(std::ranges::count_if(
          window, [&](const HealthPost* post) { return belongs(*post, {SliceKind::kBrand, alert.brand}); }));
      if (first.empty()) first = trouble(alert);
    } else if (about_mood(alert)) {
      said.mood_moved = true;
      said.since = std::min(said.since, alert.began);
    }
  }
  if (!first.empty() && 2 * troubled >= window.size()) said.feed = first;
  return said;
}

}  // namespace polso::health
