// Makes a line of JSON acceptable to a strict parser where only its Unicode is broken.
#pragma once

#include <string>
#include <string_view>

namespace polso {

/// The line with invalid UTF-8 and escaped halves of surrogate pairs replaced by U+FFFD, raw control characters inside
/// strings escaped, and those outside replaced by spaces. A line without such faults comes back as it is; other faults
/// stay.
[[nodiscard]] std::string mend_json(std::string_view line);

}  // namespace polso
