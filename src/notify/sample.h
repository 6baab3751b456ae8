// Something invented to tell, for a target that is to be tried.
#pragma once

#include "notify/digest.h"
#include "notify/story.h"

namespace polso::notify {

/// About a brand that is called a test. The same `id` makes one conversation of its events.
[[nodiscard]] News sample_news(AlertEvent event, std::int64_t id, Millis now);
[[nodiscard]] Digest sample_digest(DigestEvery every, Millis now);

}  // namespace polso::notify
