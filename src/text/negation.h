// Words that turn the meaning of those after them, in English and Italian.
#pragma once

#include <string_view>

namespace polso {

/// Whether a normalised word negates what follows: not, never, dont, senza, mai, …
[[nodiscard]] bool is_negator(std::string_view word);

/// Whether a normalised word starts a new thought: but, however, ma, però, …
[[nodiscard]] bool is_contrast(std::string_view word);

/// So many words after a negator are negated, unless a mark or a contrast comes first.
inline constexpr int kNegationScope = 3;

}  // namespace polso
