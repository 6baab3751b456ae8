// The normaliser "social-1": posts to space-separated tokens for word models. docs/normaliser.md is its contract.
#pragma once

#include <string>
#include <string_view>

namespace polso {

void normalise_social_1(std::string_view text, std::string& out);

}  // namespace polso
