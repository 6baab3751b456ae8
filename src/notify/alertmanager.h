// Alertmanager's shape: what POST /api/v2/alerts takes.
#pragma once

#include <string>
#include <vector>

#include "notify/reader.h"
#include "notify/story.h"

namespace polso::notify {

/// Alertmanager holds an alert for over that is not repeated, so open ones are sent again at this interval …
inline constexpr Millis kRepeatEvery = 5 * kMinute;
/// … and each time for so long, which outlasts two that are lost. What is closed or renamed lapses by itself.
inline constexpr Millis kLasts = 3 * kRepeatEvery;

/// A list of alerts. The labels that make an alert's identity: alertname, brand, channel (of its first move), cause,
/// severity ("info" of 1 and 2, "warning" of 3, "critical" of 4 and 5); when one of them changes, the alert under its
/// old labels lapses. startsAt never lies after endsAt.
[[nodiscard]] std::string alertmanager_json(const std::vector<News>& news, const Reader& reader, Millis now);

/// "http://host:9093/api/v2/alerts" of "http://host:9093".
[[nodiscard]] std::string alertmanager_url(std::string url);

}  // namespace polso::notify
