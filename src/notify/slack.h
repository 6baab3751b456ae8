// Slack's shape: Block Kit, as incoming webhooks take it.
#pragma once

#include <string>

#include "notify/letter.h"

namespace polso::notify {

/// What strangers wrote stands in plain_text alone, which Slack takes for no markup, no mention and no link.
[[nodiscard]] std::string slack_json(const Letter& letter);

}  // namespace polso::notify
