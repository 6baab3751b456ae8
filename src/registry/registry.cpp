// Aliases: who is champion, who challenges. Each change is a check under the lock and one line.
#include "registry/registry.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "registry/bundle_files.h"
#include "registry/journal.h"
#include "registry/layout.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

Status check_present(const RegistryState& state, const std::string& version) {
  if (has_version(state, version)) return {};
  return fail(Code::kNotFound,
              fmt::format("the registry has no version '{}' ('polso models list' shows them)", version));
}

Status check_expected(const RegistryState& state, const std::optional<std::string>& expected) {
  if (!expected || *expected == state.champion) return {};
  const auto words = [](const std::string& version) { return version.empty() ? std::string("nobody") : version; };
  return fail(Code::kExists, fmt::format("somebody else came first: the champion was {} and is {} now; look at it "
                                         "('polso models history'), then do it again if it is still right",
                                         words(*expected), words(state.champion)));
}

/// The event that made the champion what it is.
const RegistryEvent& crowning(const RegistryState& state) {
  return *std::ranges::find_if(state.history.rbegin(), state.history.rend(), changes_champion);
}

/// Its own files, and those of the models that a cascade is made of.
Status verify_with_parts(const Registry& registry, const std::string& version) {
  POLSO_TRY(verify_folder(version, registry.folder(version)));
  POLSO_ASSIGN(const Bundle bundle, load_bundle(registry.folder(version)));
  for (const std::string& part : parts_of(bundle)) POLSO_TRY(verify_folder(part, registry.folder(part)));
  return {};
}

}  // namespace

RegistryEvent event_of(RegistryEventKind kind, const std::string& version, const Deed& deed) {
  RegistryEvent event;
  event.kind = kind;
  event.version = version;
  event.time = deed.now;
  event.by = deed.by;
  event.why = deed.why;
  return event;
}

Result<Registry> Registry::open(const fs::path& folder) {
  std::error_code error;
  if (fs::is_regular_file(folder / kHistoryFile, error)) return Registry(folder);
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
    return std::unexpected(errno_error(error.value(), fmt::format("cannot look into '{}'", folder.string())));
  }
  return fail(Code::kNotFound, fmt::format("there is no registry at '{}': 'polso models add BUNDLE --registry {}' "
                                           "makes one",
                                           folder.string(), folder.string()));
}

Result<Registry> Registry::open_or_make(const fs::path& folder) {
  if (auto there = open(folder); there || there.error().code != Code::kNotFound) return there;
  POLSO_TRY(make_layout(folder));
  return Registry(folder);
}

Result<RegistryState> Registry::state() const {
  POLSO_ASSIGN(History history, read_history(folder_));
  POLSO_TRY(check_history(history, folder_));
  return state_of(std::move(history.events));
}

std::uint64_t Registry::revision() const {
  struct stat info{};
  if (::stat((folder_ / kHistoryFile).c_str(), &info) != 0) return 0;
  // The time besides the size: a line that failed and one that was written may be equally long.
  const std::uint64_t nanoseconds = static_cast<std::uint64_t>(info.st_mtim.tv_sec) * 1'000'000'000U +
                                    static_cast<std::uint64_t>(info.st_mtim.tv_nsec);
  return (nanoseconds << 16U) ^ (nanoseconds >> 48U) ^ static_cast<std::uint64_t>(info.st_size);
}

fs::path Registry::folder(const std::string& version) const { return folder_ / kVersionsFolder / version; }

Status Registry::verify_version(const std::string& version) const {
  Status status = verify_with_parts(*this, version);
  if (status) return status;
  Error error = status.error();
  error.message += "; to add the same bundle again puts it right ('polso models add')";
  return std::unexpected(std::move(error));
}

std::vector<Bundle> Registry::bundles() const {
  std::vector<Bundle> bundles;
  for (const fs::path& path : entries_of(folder_ / kVersionsFolder)) {
    auto bundle = load_bundle(path);
    if (bundle && bundle->id() == path.filename()) bundles.push_back(std::move(*bundle));
  }
  return bundles;
}

Result<RegistryEvent> Registry::challenge(const std::string& version, const Deed& deed) {
  POLSO_ASSIGN(Journal journal, open_journal(folder_, deed));
  const RegistryState& state = journal.state();
  POLSO_TRY(check_present(state, version));
  if (version == state.champion) {
    return fail(Code::kInvalid, fmt::format("{} is the champion: it cannot challenge itself", version));
  }
  POLSO_TRY(verify_version(version));
  return journal.append(event_of(RegistryEventKind::kChallenged, version, deed));
}

Result<RegistryEvent> Registry::withdraw(const Deed& deed) {
  POLSO_ASSIGN(Journal journal, open_journal(folder_, deed));
  const std::string challenger = journal.state().challenger;
  if (challenger.empty()) return fail(Code::kNotFound, "there is no challenger to withdraw");
  return journal.append(event_of(RegistryEventKind::kWithdrawn, challenger, deed));
}

Result<RegistryEvent> Registry::promote(const std::string& version, const Deed& deed,
                                        const std::optional<std::string>& expected) {
  POLSO_ASSIGN(Journal journal, open_journal(folder_, deed));
  POLSO_TRY(check_present(journal.state(), version));
  POLSO_TRY(verify_version(version));
  if (version == journal.state().champion) return crowning(journal.state());
  POLSO_TRY(check_expected(journal.state(), expected));
  return journal.append(event_of(RegistryEventKind::kPromoted, version, deed));
}

Result<RegistryEvent> Registry::rollback(const Deed& deed, const std::optional<std::string>& expected) {
  POLSO_ASSIGN(Journal journal, open_journal(folder_, deed));
  POLSO_TRY(check_expected(journal.state(), expected));
  if (journal.state().before.empty()) {
    return fail(Code::kNotFound,
                "there is no earlier champion to go back to, other than those that were rolled back "
                "from: 'polso models promote VERSION' chooses any");
  }
  const std::string version = journal.state().before.front();
  POLSO_TRY(verify_version(version));
  return journal.append(event_of(RegistryEventKind::kRolledBack, version, deed));
}

}  // namespace polso
