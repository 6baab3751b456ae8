// The normaliser "social-1": posts to space-separated tokens for word models. docs/normaliser.md is its contract.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/origin.h"

namespace polso {

void normalise_social_1(std::string_view text, std::string& out);

/// The same, and where each word, emoji, tag, … with all its tokens came from.
void trace_social_1(std::string_view text, std::string& out, std::vector<Origin>& origins);

}  // namespace polso
