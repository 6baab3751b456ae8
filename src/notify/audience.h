// Audience: which targets are told of what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/target.h"
#include "post/alert.h"

namespace polso::notify {

[[nodiscard]] bool hears_of_brand(const Target& target, std::string_view brand);

/// By brand and severity; a target with a digest hears of no single alert.
[[nodiscard]] bool hears_of(const Target& target, const Alert& alert);

/// The names of those that hear of it: what AlertBook::save() takes.
[[nodiscard]] std::vector<std::string> audience(const std::vector<Target>& targets, const Alert& alert);

}  // namespace polso::notify
