// Makes folders; the history comes last, since it is what makes a folder a registry.
#include "registry/layout.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/sync.h"

namespace polso {

namespace fs = std::filesystem;

Status make_layout(const fs::path& folder) {
  constexpr std::array<std::string_view, 4> kOurs{kVersionsFolder, kUnfinishedFolder, "lock", kHistoryFile};
  for (const fs::path& entry : entries_of(folder)) {
    if (std::ranges::find(kOurs, entry.filename().string()) != kOurs.end()) continue;
    return fail(Code::kInvalid, fmt::format("'{}' holds other things ('{}'): name an empty folder, or a new one, for "
                                            "the registry",
                                            folder.string(), entry.filename().string()));
  }
  std::error_code error;
  fs::create_directories(folder / kVersionsFolder, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", folder.string())));
  const int history = ::open((folder / kHistoryFile).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (history < 0) return std::unexpected(errno_error(errno, fmt::format("cannot write in '{}'", folder.string())));
  ::close(history);
  return sync_to_disk(folder);
}

Result<Journal> open_journal(const fs::path& registry, const Deed& deed) {
  constexpr std::size_t kLongest = 4000;  // bytes
  if (std::max(deed.by.size(), deed.why.size()) > kLongest) {
    return fail(Code::kTooLarge,
                fmt::format("who and why take {} bytes each at most: keep the long story elsewhere", kLongest));
  }
  return Journal::open(registry);
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    paths.push_back(at->path());
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<std::string> parts_of(const Bundle& bundle) {
  if (!bundle.cascade) return {};
  return {bundle.cascade->small_id, bundle.cascade->large_id};
}

}  // namespace polso
