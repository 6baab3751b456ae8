// How messages are read, as the config says: language, time zone, where the page is.
#pragma once

#include "base/config.h"
#include "mood/calendar.h"
#include "notify/digest.h"
#include "notify/reader.h"

namespace polso {

/// kUsage for an unknown time zone.
[[nodiscard]] Result<notify::Reader> message_reader(const Config& config);

/// Days and weeks of that zone, for digests.
[[nodiscard]] Result<notify::PeriodStart> message_periods(const Config& config);

}  // namespace polso
