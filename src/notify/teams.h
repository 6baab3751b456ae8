// Teams' shape: an Adaptive Card in a message, as the webhooks of its workflows take it.
#pragma once

#include <string>

#include "notify/letter.h"

namespace polso::notify {

/// Every text stands in a TextRun, which reads no Markdown.
[[nodiscard]] std::string teams_json(const Letter& letter);

}  // namespace polso::notify
