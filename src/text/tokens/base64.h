// Base64, in which tokenizer.json holds bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polso::tokens {

/// Of RFC 4648, section 4, padded; nothing when `text` is not.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace polso::tokens
