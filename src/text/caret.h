// Errors in a line that a person wrote: a sentence, the line, and a mark under the place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace polso {

/// Three lines without a newline at the end; ^ stands under the character at the byte `at` of `line`, wherever wide and
/// combining characters put it on a terminal. What cannot be shown is shown as a space or U+FFFD.
[[nodiscard]] std::string with_caret(std::string_view sentence, std::string_view line, std::size_t at);

}  // namespace polso
