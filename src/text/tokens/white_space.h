// White space at the end and at the front of a stretch of text.
#pragma once

#include <cstddef>
#include <string_view>

namespace polso::tokens {

/// Where the white space (Unicode's White_Space) that ends at `end` begins, not before `floor`. Valid UTF-8.
[[nodiscard]] std::size_t space_before(std::string_view text, std::size_t floor, std::size_t end);

/// Where the white space that begins at `at` ends.
[[nodiscard]] std::size_t space_after(std::string_view text, std::size_t at);

}  // namespace polso::tokens
