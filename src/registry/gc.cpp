// First what was left of work cut short, then versions that nobody needs: their event before their files.
#include <fmt/format.h>

#include <set>
#include <system_error>

#include "registry/layout.h"
#include "registry/leftovers.h"
#include "registry/registry.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

/// Champions, the challenger, what is young, and what kept cascades are made of.
std::set<std::string> needed_versions(const Registry& registry, const RegistryState& state, const GcOptions& options,
                                      Millis now) {
  std::set<std::string> needed{state.champion, state.challenger};
  for (std::size_t i = 0; i < state.before.size() && (i == 0 || i + 1 < options.keep); ++i) {
    needed.insert(state.before[i]);
  }
  for (const std::string& version : state.versions) {
    if (now - added_event(state, version)->time < options.spare) needed.insert(version);
  }
  for (const std::string& version : std::set(needed)) {
    const auto bundle = load_bundle(registry.folder(version));
    if (!bundle) continue;
    for (const std::string& part : parts_of(*bundle)) needed.insert(part);
  }
  return needed;
}

/// Deletes all leftovers; says how many there were.
Result<std::size_t> sweep(const Registry& registry, const RegistryState& state) {
  const std::vector<Leftover> found = leftovers_of(registry, state);
  for (const Leftover& leftover : found) {
    std::error_code error;
    fs::remove_all(leftover.path, error);
    if (error) {
      return std::unexpected(errno_error(error.value(), fmt::format("cannot remove '{}'", leftover.path.string())));
    }
  }
  return found.size();
}

}  // namespace

Result<Swept> Registry::gc(const GcOptions& options, const Deed& deed) {
  POLSO_ASSIGN(Journal journal, open_journal(folder_, deed));
  Swept swept;
  POLSO_ASSIGN(swept.leftovers, sweep(*this, journal.state()));
  const std::set<std::string> needed = needed_versions(*this, journal.state(), options, deed.now);
  for (const std::string& version : std::vector(journal.state().versions)) {
    if (needed.contains(version)) continue;
    RegistryEvent event{.time = deed.now,
                        .kind = RegistryEventKind::kRemoved,
                        .version = version,
                        .was = {},
                        .by = deed.by,
                        .why = deed.why,
                        .lineage = {}};
    POLSO_TRY(journal.append(std::move(event)));
    swept.removed.push_back(version);
  }
  POLSO_TRY(sweep(*this, journal.state()));
  return swept;
}

}  // namespace polso
