// Normalisers: what a post's text becomes before a model sees it. Named, versioned, never changed once released.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/origin.h"

namespace polso {

/// Replaces `out` by the normalised `text`. Any bytes are a text: invalid UTF-8 is repaired. The result is valid UTF-8
/// without newline or NUL. Pure; any number of threads.
using Normaliser = void (*)(std::string_view text, std::string& out);

/// The same `out`, and where it came from: stretches in order, side by side or apart, which every token is in.
using TracedNormaliser = void (*)(std::string_view text, std::string& out, std::vector<Origin>& origins);

/// "none", "tweeteval" (what the Cardiff models were trained with) or "social-1" (docs/normaliser.md); kUnsupported
/// for other names, with the list of those known.
[[nodiscard]] Result<Normaliser> normaliser_named(std::string_view name);
[[nodiscard]] Result<TracedNormaliser> traced_normaliser_named(std::string_view name);

}  // namespace polso
