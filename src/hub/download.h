// One file over HTTP: resumed where it stopped, tried again when the line fails, verified before it gets its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "hub/attempts.h"
#include "hub/blob_id.h"

namespace polso {

struct Download {
  std::string url;
  std::filesystem::path to;          // its folder is made
  std::uint64_t bytes = 0;           // 0: unknown
  std::optional<BlobId> expected;    // none: not checked
  std::string token;                 // not empty: shown to the server of `url`, and to no other
  std::string unfinished = ".part";  // bytes gather in `to` with this at its end
};

/// Answers the SHA-256 of the file, which then lies at `download.to`, complete. What came before a failure stays in the
/// unfinished file and the next call goes on there; bytes that turn out wrong are deleted. kNotFound (404, 410),
/// kPermission (401, 403), kUnavailable (no network, server errors, after all attempts), kCorrupt (wrong hash),
/// kNoSpace, kTooLarge (more than `bytes`). Blocks; any thread.
[[nodiscard]] Result<std::string> download(const Download& download, const DownloadOptions& options,
                                           const Progress& progress);

}  // namespace polso
