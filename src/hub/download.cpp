// The loop of attempts around transfer(), and the check at the end.
#include "hub/download.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/hash.h"
#include "hub/transfer.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

void wait_before(int attempt, const DownloadOptions& options) {
  if (options.rest) return options.rest(attempt);
  constexpr int kLongest = 5;
  std::this_thread::sleep_for(std::chrono::seconds(1LL << std::min(attempt - 2, kLongest)));
}

/// A file that is whole is not asked for again: servers answer 416 to that.
bool is_whole(const Download& download, const fs::path& part) {
  std::error_code error;
  const auto size = fs::file_size(part, error);
  return !error && download.bytes > 0 && size == download.bytes;
}

Status fetch(const Download& download, const fs::path& part, const DownloadOptions& options, const Progress& progress) {
  std::error_code ignored;
  Error last{Code::kUnavailable, "no attempt was allowed"};
  for (int attempt = 1; attempt <= options.attempts; ++attempt) {
    if (is_whole(download, part)) return {};
    if (attempt > 1) wait_before(attempt, options);
    const Transfer done = transfer(download, part, options, progress);
    if (done.outcome == Outcome::kDone) return {};
    last = done.error;
    if (last.code == Code::kTooLarge || done.outcome == Outcome::kStartOver) fs::remove(part, ignored);
    if (done.outcome == Outcome::kGiveUp) break;
  }
  return std::unexpected(std::move(last));
}

}  // namespace

Result<std::string> download(const Download& download, const DownloadOptions& options, const Progress& progress) {
  std::error_code error;
  fs::create_directories(download.to.parent_path(), error);
  if (error) {
    return std::unexpected(
        errno_error(error.value(), fmt::format("cannot make '{}'", download.to.parent_path().string())));
  }
  const fs::path part = download.to.string() + ".part";
  POLSO_TRY(fetch(download, part, options, progress));
  POLSO_ASSIGN(std::string hash, sha256_file(part));
  if (!download.sha256.empty() && hash != download.sha256) {
    fs::remove(part, error);
    return fail(Code::kCorrupt,
                fmt::format("'{}' is not the file that it should be (SHA-256 {}…, expected {}…): it was "
                            "deleted; the set may have been changed at its source",
                            download.url, hash.substr(0, 12), download.sha256.substr(0, 12)));
  }
  fs::rename(part, download.to, error);
  if (error) {
    return std::unexpected(errno_error(error.value(), fmt::format("cannot write '{}'", download.to.string())));
  }
  return hash;
}

}  // namespace polso
