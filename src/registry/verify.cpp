// Everything against its hash, and the history against itself.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "base/file_lock.h"
#include "registry/layout.h"
#include "registry/leftovers.h"
#include "registry/registry.h"

namespace polso {
namespace {

constexpr std::chrono::seconds kLongestWait{60};

/// Nothing may change meanwhile; where we may not write, nobody of us does.
Result<std::optional<FileLock>> lock_out_writers(const std::filesystem::path& registry) {
  auto lock = FileLock::take(registry / "lock", kLongestWait);
  if (lock) return std::optional<FileLock>(std::move(*lock));
  if (lock.error().code == Code::kPermission) return std::optional<FileLock>();
  return std::unexpected(lock.error());
}

/// Events about versions that were not there.
void check_sense(const RegistryState& state, std::vector<std::string>& problems) {
  std::vector<std::string> there;
  for (const RegistryEvent& event : state.history) {
    if (event.kind == RegistryEventKind::kAdded) {
      there.push_back(event.version);
    } else if (std::ranges::find(there, event.version) == there.end()) {
      problems.push_back(fmt::format("line {} of the history says that {} was {}, and it was not there", event.number,
                                     event.version, name(event.kind)));
    } else if (event.kind == RegistryEventKind::kRemoved) {
      std::erase(there, event.version);
    }
  }
}

}  // namespace

Result<Verification> Registry::verify() const {
  POLSO_ASSIGN(const auto lock, lock_out_writers(folder_));
  POLSO_ASSIGN(History history, read_history(folder_));
  Verification found;
  found.problems = std::move(history.faults);
  if (history.torn > 0) {
    found.leftovers.push_back(
        fmt::format("the last line of '{}' was cut short and does not count", (folder_ / kHistoryFile).string()));
  }
  const bool whole = found.problems.empty();
  const RegistryState state = state_of(std::move(history.events));
  found.events = state.history.size();
  found.versions = state.versions.size();
  check_sense(state, found.problems);
  for (const std::string& version : state.versions) {
    const Status status = verify_version(version);
    if (status || std::ranges::find(found.problems, status.error().message) != found.problems.end()) continue;
    found.problems.push_back(status.error().message);
  }
  if (!whole) return found;  // what the lost lines said of the rest is not known
  for (Leftover& leftover : leftovers_of(*this, state)) found.leftovers.push_back(std::move(leftover.says));
  return found;
}

}  // namespace polso
