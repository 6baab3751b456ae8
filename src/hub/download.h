// One file over HTTP: resumed where it stopped, tried again when the line fails, verified before it gets its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/progress.h"
#include "base/result.h"

namespace polso {

struct Download {
  std::string url;
  std::filesystem::path to;  // its folder is made; bytes gather in `to`.part beside it
  std::uint64_t bytes = 0;   // 0: unknown
  std::string sha256;        // empty: not checked
};

struct DownloadOptions {
  int attempts = 5;                       // in all
  std::function<void(int attempt)> rest;  // waits before attempt 2, 3, …; empty: 1, 2, 4, … seconds
  long connect_timeout_s = 20;
  long stall_timeout_s = 30;  // given up when fewer than a byte a second arrives for so long
};

/// Answers the SHA-256 of the file, which then lies at `download.to`, complete. What came before a failure stays in the
/// .part file and the next call goes on there; bytes that turn out wrong are deleted. kNotFound (404, 410),
/// kPermission (401, 403), kUnavailable (no network, server errors, after all attempts), kCorrupt (wrong hash),
/// kNoSpace, kTooLarge (more than `bytes`). Blocks; any thread.
[[nodiscard]] Result<std::string> download(const Download& download, const DownloadOptions& options,
                                           const Progress& progress);

}  // namespace polso
