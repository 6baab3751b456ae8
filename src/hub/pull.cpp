// List, choose, describe, fetch, link: one function each.
#include "hub/pull.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "base/file_lock.h"
#include "base/hash.h"
#include "hub/cache.h"
#include "hub/cached_copy.h"
#include "hub/download.h"
#include "hub/repository.h"
#include "hub/wanted_files.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kLongestWait{1};
constexpr std::string_view kUnfinished = ".incomplete";

/// What one call shares.
struct Pull {
  const ModelName& name;
  const HubPlace& place;
  const DownloadOptions& options;
  const Progress& progress;
  CachedModel cached;
  std::uint64_t done = 0;  // bytes that need no fetching any more
  std::uint64_t total = 0;
  std::set<std::string> fetched;  // hashes
};

bool is_there(const fs::path& blob, std::uint64_t bytes) {
  std::error_code error;
  return fs::file_size(blob, error) == bytes && !error;
}

std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6); }

Error disk_full(const Pull& pull, std::uint64_t missing) {
  return {Code::kNoSpace,
          fmt::format("the disk of '{}' has no room for the {} of '{}' that are to come: make room, or set HF_HOME to "
                      "another disk, and run it again: it goes on where it stopped",
                      pull.place.cache.string(), megabytes(missing), pull.name.repo)};
}

/// Fetches a blob unless it is there, under the lock that huggingface_hub takes for it too.
Status fetch_blob(Pull& pull, const RemoteFile& file) {
  const fs::path blob = pull.cached.blob(file.id.hex);
  if (!is_there(blob, file.bytes)) {
    POLSO_ASSIGN(const FileLock lock, FileLock::take(pull.cached.lock(file.id.hex), kLongestWait));
    if (!is_there(blob, file.bytes)) {
      const Download wanted{.url = file.url,
                            .to = blob,
                            .bytes = file.bytes,
                            .expected = file.id,
                            .token = pull.place.token,
                            .unfinished = std::string(kUnfinished)};
      const auto hash = download(wanted, pull.options, [&](std::string_view, std::uint64_t done, std::uint64_t) {
        pull.progress("fetch " + pull.name.repo, pull.done + done, pull.total);
      });
      if (!hash && hash.error().code == Code::kNoSpace) return std::unexpected(disk_full(pull, pull.total - pull.done));
      if (!hash) return std::unexpected(hash.error());
      pull.fetched.insert(file.id.hex);
    }
  }
  pull.done += file.bytes;
  return {};
}

Result<PulledFile> pulled_file(const Pull& pull, const RemoteFile& file) {
  PulledFile pulled{file.name, file.bytes, file.id.hex, pull.fetched.contains(file.id.hex)};
  if (file.id.kind == BlobId::Kind::kSha256) return pulled;
  POLSO_ASSIGN(pulled.sha256, sha256_file(pull.cached.blob(file.id.hex)));
  return pulled;
}

Result<RemoteFile> describe(const Pull& pull, const std::string& commit, const std::string& file) {
  return describe_file(pull.place, pull.name, commit, file, pull.options);
}

/// The files that say which others are needed must be read first.
Result<FileNames> choose(Pull& pull, const Listing& listing) {
  std::map<std::string, std::string> texts;
  for (const std::string& name : guiding_files(listing.files)) {
    POLSO_ASSIGN(const RemoteFile file, describe(pull, listing.commit, name));
    if (file.bytes > kLargestGuide) {
      return fail(Code::kTooLarge, fmt::format("'{}' of '{}' has {} bytes, more than the {} that Polso reads", name,
                                               pull.name.text(), file.bytes, kLargestGuide));
    }
    pull.total += file.bytes;
    POLSO_TRY(fetch_blob(pull, file));
    POLSO_ASSIGN(texts[name], read_file(pull.cached.blob(file.id.hex), kLargestGuide));
  }
  auto wanted = wanted_files(listing.files, texts);
  if (wanted) return wanted;
  return fail(wanted.error().code, fmt::format("'{}': {}", pull.name.text(), wanted.error().message));
}

/// Before the first byte of the weights rather than after the last that fits.
Status check_room(const Pull& pull, const std::vector<RemoteFile>& files) {
  std::uint64_t missing = 0;
  for (const RemoteFile& file : files) {
    const fs::path blob = pull.cached.blob(file.id.hex);
    std::error_code error;
    const auto part = fs::file_size(blob.string() + std::string(kUnfinished), error);
    if (!is_there(blob, file.bytes)) missing += file.bytes - (error ? 0 : std::min(part, file.bytes));
  }
  fs::path folder = pull.place.cache;
  std::error_code error;
  while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
  const fs::space_info space = fs::space(folder, error);
  if (!error && space.available < missing) return std::unexpected(disk_full(pull, missing));
  return {};
}

Result<Pulled> pull_online(Pull& pull) {
  constexpr int kFirstAttempts = 3;  // whoever has no network need not wait for long to hear of it
  DownloadOptions first = pull.options;
  first.attempts = std::min(first.attempts, kFirstAttempts);
  POLSO_ASSIGN(const Listing listing, list_files(pull.place, pull.name, first));
  POLSO_ASSIGN(const FileNames names, choose(pull, listing));
  std::vector<RemoteFile> files;
  for (const std::string& name : names) {
    POLSO_ASSIGN(files.emplace_back(), describe(pull, listing.commit, name));
  }
  POLSO_TRY(check_room(pull, files));
  pull.done = pull.total = 0;
  for (const RemoteFile& file : files) pull.total += file.bytes;
  for (const RemoteFile& file : files) POLSO_TRY(fetch_blob(pull, file));
  Pulled pulled{
      .name = pull.name, .commit = listing.commit, .folder = pull.cached.snapshot(listing.commit), .files = {}};
  for (const RemoteFile& file : files) {
    POLSO_TRY(pull.cached.link(listing.commit, file.name, file.id.hex));
    POLSO_ASSIGN(pulled.files.emplace_back(), pulled_file(pull, file));
  }
  POLSO_TRY(pull.cached.set_commit(listing.commit));
  return pulled;
}

}  // namespace

Result<Pulled> pull_model(const ModelName& name, const HubPlace& place, const DownloadOptions& options,
                          const Progress& progress) {
  if (place.offline) {
    auto copy = cached_copy(name, place.cache);
    if (copy) return copy;
    return fail(Code::kUnavailable,
                fmt::format("HF_HUB_OFFLINE is set, so nothing is fetched, and {}", words_on_cache(name, place.cache)));
  }
  Pull pull{.name = name,
            .place = place,
            .options = options,
            .progress = progress,
            .cached = CachedModel(place.cache, name),
            .fetched = {}};
  auto pulled = pull_online(pull);
  if (pulled || pulled.error().code != Code::kUnavailable) return pulled;
  return fail(Code::kUnavailable, fmt::format("{}; {}", pulled.error().message, words_on_cache(name, place.cache)));
}

}  // namespace polso
