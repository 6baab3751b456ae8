// Text as HTML shows it.
#pragma once

#include <string>
#include <string_view>

namespace polso {

/// Text of strangers as element content or inside a quoted attribute; characters that HTML forbids become U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace polso
