// What open alerts say about a part of the posts: did its mood move, is its feed broken?
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "post/alert.h"
#include "watch/health/parts.h"

namespace polso::health {

struct FromAlerts {
  bool mood_moved = false;
  Millis since = kMaxTime;  // when the first of these moves began
  std::string feed;         // what is wrong with it; empty: nothing
};

/// Alerts are of brands, so they say something of a brand and of all posts; of all posts that the feed is broken only
/// when those brands make up half of the window.
[[nodiscard]] FromAlerts from_alerts(const std::vector<Alert>& open, const PartKey& part, const Posts& window);

}  // namespace polso::health
