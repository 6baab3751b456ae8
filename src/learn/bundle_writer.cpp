// polso.json comes last: it is what makes a folder a Bundle.
#include "learn/bundle_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/hash.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFreshFolder = ".polso-new";

Status copy_into(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);  // what a link leads to, not the link
  if (!error) return {};
  return std::unexpected(errno_error(error.value(), fmt::format("cannot copy '{}'", from.string())));
}

/// Fills `fresh` with what is to be renamed into `out`.
Status write_files(Bundle& bundle, const BundleFiles& files, const fs::path& out, const fs::path& fresh) {
  for (const auto& [name, source] : files.copied) {
    POLSO_ASSIGN(bundle.sha256[name], sha256_file(source));
    std::error_code not_there;
    if (!fs::equivalent(source, out / name, not_there)) POLSO_TRY(copy_into(source, fresh / name));
  }
  for (const auto& [name, bytes] : files.written) {
    bundle.sha256[name] = sha256(bytes);
    POLSO_TRY(write_file(fresh / name, bytes));
  }
  return save_bundle(bundle, fresh);
}

/// All that is in `fresh`, polso.json last.
void move_into_place(const fs::path& fresh, const fs::path& out, std::error_code& error) {
  std::vector<fs::path> names;
  for (fs::directory_iterator entry(fresh, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename());
  }
  std::ranges::partition(names, [](const fs::path& name) { return name != kBundleFile; });
  for (const fs::path& name : names) {
    if (!error) fs::rename(fresh / name, out / name, error);
  }
}

}  // namespace

Status prepare_folder(const fs::path& out) {
  std::error_code error;
  fs::create_directories(out / kFreshFolder, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", out.string())));
  fs::remove(out / kFreshFolder, error);
  return {};
}

Status write_bundle(Bundle& bundle, const BundleFiles& files, const fs::path& out) {
  const fs::path fresh = out / kFreshFolder;
  std::error_code error;
  fs::create_directory(fresh, error);
  Status done = write_files(bundle, files, out, fresh);
  if (done && !error) move_into_place(fresh, out, error);
  std::error_code ignored;
  fs::remove_all(fresh, ignored);
  POLSO_TRY(std::move(done));
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot write '{}'", out.string())));
  POLSO_ASSIGN(bundle, load_bundle(out));
  return {};
}

}  // namespace polso
