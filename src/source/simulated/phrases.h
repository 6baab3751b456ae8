// What the invented people say.
#pragma once

#include <span>
#include <string_view>

#include "post/sentiment.h"

namespace polso {

/// {brand} is a handle, {thing} something that the brand sells. Invented for Polso.
[[nodiscard]] std::span<const std::string_view> phrases(Sentiment mood);

/// Negative phrases of the crisis: an outage.
[[nodiscard]] std::span<const std::string_view> crisis_phrases();

/// What some posts begin and end with, by mood; the first is empty.
[[nodiscard]] std::span<const std::string_view> openings(Sentiment mood);
[[nodiscard]] std::span<const std::string_view> endings(Sentiment mood);

}  // namespace polso
