// Plain JSON: the documented shape (docs/notify.md), version 1.
#pragma once

#include <string>

#include "notify/digest.h"
#include "notify/story.h"

namespace polso::notify {

[[nodiscard]] std::string plain_json(const News& news, const Reader& reader, Millis now);
[[nodiscard]] std::string plain_json(const Digest& digest, const Reader& reader, Millis now);

}  // namespace polso::notify
