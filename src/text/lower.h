// Letters in lower case, accents kept.
#pragma once

#include <string>
#include <string_view>

namespace polso {

/// By Unicode's simple case mapping; what is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string lowered(std::string_view text);

}  // namespace polso
