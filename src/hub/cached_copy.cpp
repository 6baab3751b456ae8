// The files of a snapshot, held to the same choice as those of a repository.
#include "hub/cached_copy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/file.h"
#include "base/hash.h"
#include "hub/blob_id.h"
#include "hub/cache.h"
#include "hub/wanted_files.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

/// Paths inside the folder, of what is really there: a link whose blob is gone does not count.
FileNames files_in(const fs::path& folder) {
  FileNames names;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;
    if (at->is_regular_file(gone)) names.push_back(at->path().lexically_relative(folder).string());
  }
  std::ranges::sort(names);
  return names;
}

/// A link to a blob is named after its hash; only other files have to be read for it.
Result<PulledFile> look_at(const fs::path& folder, const std::string& name) {
  const fs::path path = folder / name;
  std::error_code ignored;
  PulledFile file{.name = name, .bytes = fs::file_size(path, ignored), .sha256 = {}};
  const auto id = blob_id(fs::read_symlink(path, ignored).filename().string());
  if (id && id->kind == BlobId::Kind::kSha256) {
    file.sha256 = id->hex;
  } else {
    POLSO_ASSIGN(file.sha256, sha256_file(path));
  }
  return file;
}

}  // namespace

Result<Pulled> cached_copy(const ModelName& name, const fs::path& cache) {
  const CachedModel cached(cache, name);
  const auto commit = cached.commit();
  if (!commit) return fail(Code::kNotFound, fmt::format("the cache holds no copy of '{}'", name.text()));
  const fs::path folder = cached.snapshot(*commit);
  const FileNames here = files_in(folder);
  std::map<std::string, std::string> texts;
  for (const std::string& guide : guiding_files(here)) {
    POLSO_ASSIGN(texts[guide], read_file(folder / guide, kLargestGuide));
  }
  const auto wanted = wanted_files(here, texts);
  if (!wanted) {
    return fail(Code::kNotFound, fmt::format("the cached copy of '{}' in '{}' is not whole: {}", name.text(),
                                             folder.string(), wanted.error().message));
  }
  Pulled copy{.name = name, .commit = *commit, .folder = folder, .files = {}};
  for (const std::string& file : *wanted) {
    POLSO_ASSIGN(copy.files.emplace_back(), look_at(folder, file));
  }
  return copy;
}

std::string words_on_cache(const ModelName& name, const fs::path& cache) {
  const auto copy = cached_copy(name, cache);
  if (copy) {
    return fmt::format("the cache holds a whole copy as it was fetched last, commit {}: '--model {}' takes it",
                       copy->commit, name.text());
  }
  const auto commits = CachedModel(cache, name).commits();
  if (commits.empty()) return fmt::format("the cache holds nothing of '{}'", name.repo);
  return fmt::format("{}; of '{}' it holds what came of commit {}", copy.error().message, name.repo,
                     fmt::join(commits, ", "));
}

}  // namespace polso
