// Only files that polso.json names count; caches that a classifier left beside them do not.
#include "registry/bundle_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/descriptor.h"
#include "base/hash.h"
#include "base/sync.h"
#include "registry/event.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

bool is_plain(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

Status verify_file(const fs::path& path, const std::string& expected) {
  POLSO_ASSIGN(const std::string found, sha256_file(path));
  if (found == expected) return {};
  return fail(Code::kCorrupt, fmt::format("'{}' is not the file that its polso.json names: its SHA-256 is {}…, not {}…",
                                          path.string(), found.substr(0, 12), expected.substr(0, 12)));
}

/// Read-only and on the disk. std::filesystem::copy_file says "Input/output error" of a full disk.
Status copy_one(const fs::path& from, const fs::path& to) {
  const auto fail_errno = [](const char* doing, const fs::path& path) {
    return std::unexpected(errno_error(errno, fmt::format("cannot {} '{}'", doing, path.string())));
  };
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (source.get() < 0) return fail_errno("open", from);
  const Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
  if (target.get() < 0) return fail_errno("write", to);
  std::string block(std::size_t{1} << 20, '\0');
  while (true) {
    const ssize_t got = ::read(source.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno("read", from);
    if (got == 0) break;
    const Status written = write_all(target.get(), {block.data(), static_cast<std::size_t>(got)});
    if (!written) return fail(written.error().code, fmt::format("'{}': {}", to.string(), written.error().message));
  }
  if (::fchmod(target.get(), 0444) != 0 || ::fsync(target.get()) != 0) return fail_errno("write", to);
  return {};
}

Status move(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot write '{}'", to.string())));
  return {};
}

}  // namespace

Status check_keepable(const Bundle& bundle) {
  if (!is_version_name(bundle.id())) {
    return fail(Code::kInvalid, fmt::format("the bundle's name is '{}': only letters, digits, '.', '-' and '_' can be "
                                            "kept in a registry, and not a '.' first",
                                            bundle.name));
  }
  for (const auto& [file, hash] : bundle.sha256) {
    if (is_plain(file) && file != kBundleFile) continue;
    return fail(Code::kInvalid, fmt::format("polso.json gives a hash of '{}', which is no file beside it", file));
  }
  for (const std::string& file : {bundle.weights, bundle.polarity}) {
    if (file.empty() || bundle.sha256.contains(file)) continue;
    return fail(Code::kInvalid, fmt::format("polso.json gives no SHA-256 of '{}', so nobody could tell whether it "
                                            "changed: train the bundle again, or add the hash",
                                            file));
  }
  return {};
}

Status verify_files(const Bundle& bundle, const fs::path& folder) {
  for (const auto& [file, hash] : bundle.sha256) POLSO_TRY(verify_file(folder / file, hash));
  return {};
}

Status verify_folder(const std::string& version, const fs::path& folder) {
  POLSO_ASSIGN(const Bundle bundle, load_bundle(folder));
  if (bundle.id() != version) {
    return fail(Code::kCorrupt,
                fmt::format("'{}' was changed: it is {} now", (folder / kBundleFile).string(), bundle.id()));
  }
  return verify_files(bundle, folder);
}

Status copy_bundle(const Bundle& bundle, const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", to.string())));
  for (const auto& [file, hash] : bundle.sha256) POLSO_TRY(copy_one(from / file, to / file));
  POLSO_TRY(copy_one(from / kBundleFile, to / kBundleFile));
  POLSO_TRY(sync_to_disk(to));
  return verify_folder(bundle.id(), to);
}

Status put_into_place(const Bundle& bundle, const fs::path& copy, const fs::path& place) {
  std::error_code ignored;
  if (!fs::exists(place, ignored)) {
    POLSO_TRY(move(copy, place));
    return sync_to_disk(place.parent_path());
  }
  for (const auto& [file, hash] : bundle.sha256) {
    if (!verify_file(place / file, hash)) POLSO_TRY(move(copy / file, place / file));
  }
  POLSO_TRY(move(copy / kBundleFile, place / kBundleFile));
  return sync_to_disk(place);
}

}  // namespace polso
