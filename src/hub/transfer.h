// One HTTP request on libcurl, its body appended to a file.
#pragma once

#include <filesystem>

#include "hub/download.h"

namespace polso {

/// Fetches `download.url` from byte `part`'s size on, appends to `part` and syncs it. Redirects are followed.
[[nodiscard]] Transfer transfer(const Download& download, const std::filesystem::path& part,
                                const DownloadOptions& options, const Progress& progress);

}  // namespace polso
