// Paths, links and references of the cache.
#include "hub/cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

/// "models--ORG--NAME".
std::string folder_name(std::string repo) {
  const std::size_t slash = repo.find('/');
  if (slash != std::string::npos) repo.replace(slash, 1, "--");
  return "models--" + repo;
}

Status make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return {};
  return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", folder.string())));
}

}  // namespace

CachedModel::CachedModel(const fs::path& cache, const ModelName& name)
    : folder_(cache / folder_name(name.repo)),
      locks_(cache / ".locks" / folder_name(name.repo)),
      revision_(name.revision) {}

std::optional<std::string> CachedModel::commit() const {
  constexpr std::size_t kLongest = 64;
  std::string commit = revision_;
  if (!is_commit(revision_)) commit = read_file(folder_ / "refs" / revision_, kLongest).value_or("");
  while (commit.ends_with('\n')) commit.pop_back();
  std::error_code ignored;
  if (!is_commit(commit) || !fs::is_directory(snapshot(commit), ignored)) return std::nullopt;
  return commit;
}

std::vector<std::string> CachedModel::commits() const {
  std::vector<std::string> commits;
  std::error_code error;
  for (fs::directory_iterator at(folder_ / "snapshots", error), end; !error && at != end; at.increment(error)) {
    if (is_commit(at->path().filename().string())) commits.push_back(at->path().filename().string());
  }
  std::ranges::sort(commits);
  return commits;
}

Status CachedModel::link(const std::string& commit, const std::string& file, const std::string& hash) const {
  const fs::path pointer = snapshot(commit) / file;
  const fs::path target = blob(hash).lexically_relative(pointer.parent_path());
  std::error_code error;
  if (fs::read_symlink(pointer, error) == target) return {};
  POLSO_TRY(make_folder(pointer.parent_path()));
  const fs::path beside = pointer.string() + fmt::format(".{}.link", ::getpid());
  fs::remove(beside, error);
  fs::create_symlink(target, beside, error);
  if (!error) fs::rename(beside, pointer, error);
  if (!error) return {};
  return std::unexpected(errno_error(error.value(), fmt::format("cannot link '{}'", pointer.string())));
}

Status CachedModel::set_commit(const std::string& commit) const {
  if (is_commit(revision_)) return {};
  const fs::path reference = folder_ / "refs" / revision_;
  if (read_file(reference).value_or("") == commit) return {};
  POLSO_TRY(make_folder(reference.parent_path()));
  return write_file(reference, commit);
}

std::optional<fs::path> find_snapshot(const fs::path& cache, const ModelName& name) {
  const CachedModel model(cache, name);
  const auto commit = model.commit();
  if (!commit) return std::nullopt;
  return model.snapshot(*commit);
}

}  // namespace polso
