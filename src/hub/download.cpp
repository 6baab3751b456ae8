// Attempts of transfer(), and the check at the end.
#include "hub/download.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "hub/transfer.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

/// A file that is whole is not asked for again: servers answer 416 to that.
bool is_whole(const Download& download, const fs::path& part) {
  std::error_code error;
  const auto size = fs::file_size(part, error);
  return !error && download.bytes > 0 && size == download.bytes;
}

Status fetch(const Download& download, const fs::path& part, const DownloadOptions& options, const Progress& progress) {
  return try_often(options, [&]() -> Transfer {
    if (is_whole(download, part)) return {.outcome = Outcome::kDone};
    Transfer done = transfer(download, part, options, progress);
    std::error_code ignored;
    if (done.error.code == Code::kTooLarge || done.outcome == Outcome::kStartOver) fs::remove(part, ignored);
    return done;
  });
}

/// Answers the SHA-256 of `part`; deletes it when it is not what was expected.
Result<std::string> verify(const Download& download, const fs::path& part) {
  POLSO_ASSIGN(std::string sha256, sha256_file(part));
  if (!download.expected) return sha256;
  std::string found = sha256;
  if (download.expected->kind != BlobId::Kind::kSha256) {
    POLSO_ASSIGN(found, blob_hash(part, download.expected->kind));
  }
  if (found == download.expected->hex) return sha256;
  std::error_code ignored;
  fs::remove(part, ignored);
  return fail(Code::kCorrupt,
              fmt::format("'{}' is not the file that it should be (its hash is {}…, expected {}…): it was deleted; try "
                          "again, and if it comes the same it was changed at its source",
                          download.url, found.substr(0, 12), download.expected->hex.substr(0, 12)));
}

Result<std::string> fetch_and_verify(const Download& download, const fs::path& part, const DownloadOptions& options,
                                     const Progress& progress) {
  std::error_code ignored;
  const bool resumed = fs::exists(part, ignored);
  POLSO_TRY(fetch(download, part, options, progress));
  auto hash = verify(download, part);
  if (hash || !resumed || hash.error().code != Code::kCorrupt) return hash;
  POLSO_TRY(fetch(download, part, options, progress));  // the old bytes may have been at fault
  return verify(download, part);
}

}  // namespace

Result<std::string> download(const Download& download, const DownloadOptions& options, const Progress& progress) {
  std::error_code error;
  fs::create_directories(download.to.parent_path(), error);
  if (error) {
    return std::unexpected(
        errno_error(error.value(), fmt::format("cannot make '{}'", download.to.parent_path().string())));
  }
  const fs::path part = download.to.string() + download.unfinished;
  POLSO_ASSIGN(std::string hash, fetch_and_verify(download, part, options, progress));
  fs::rename(part, download.to, error);
  if (error) {
    return std::unexpected(errno_error(error.value(), fmt::format("cannot write '{}'", download.to.string())));
  }
  return hash;
}

}  // namespace polso
