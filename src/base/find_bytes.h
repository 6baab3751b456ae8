// Looks for pieces of text in a file, whatever the file is.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace polso {

inline constexpr std::size_t kShortestPiece = 8;  // bytes; shorter ones are not looked for

/// For each piece whether the file contains it. One pass over the file, however many pieces there are.
[[nodiscard]] Result<std::vector<bool>> find_in_file(const std::filesystem::path& path,
                                                     std::span<const std::string> pieces);

}  // namespace polso
