// What must outlast a power cut.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace polso {

/// Waits until the bytes of a file, or the names in a folder, are on the disk.
[[nodiscard]] Status sync_to_disk(const std::filesystem::path& path);

}  // namespace polso
