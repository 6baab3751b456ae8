// A whole text file, unpacked when it is gzip.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

/// The bytes of a plain or gzip file; kTooLarge over 4 GiB unpacked, kCorrupt for a damaged or cut .gz.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path);

/// Calls `each` with every line and its number from 1, without "\n" or "\r\n"; stops at the first Error. The empty rest
/// after a last newline is no line.
[[nodiscard]] Status for_each_line(std::string_view text,
                                   const std::function<Status(std::size_t number, std::string_view line)>& each);

}  // namespace polso
