// Sizes and SHA-256 of the public files whose content is known.
#pragma once

#include <cstdint>
#include <string_view>

namespace polso {

struct Pin {
  std::string_view path;  // inside a data folder
  std::uint64_t bytes;
  std::string_view sha256;
};

/// Null when the file is not pinned.
[[nodiscard]] const Pin* pin_of(std::string_view path);

}  // namespace polso
