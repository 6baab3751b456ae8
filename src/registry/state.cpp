// A fold over the history.
#include "registry/state.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace polso {
namespace {

void crown(RegistryState& state, const std::string& version) {
  if (!state.champion.empty()) state.before.insert(state.before.begin(), state.champion);
  std::erase(state.before, version);
  state.champion = version;
  if (state.challenger == version) state.challenger.clear();
}

void roll_back(RegistryState& state, const std::string& version) {
  std::erase(state.before, version);
  state.champion = version;
  if (state.challenger == version) state.challenger.clear();
}

void take(RegistryState& state, const RegistryEvent& event) {
  switch (event.kind) {
    case RegistryEventKind::kAdded:
      state.versions.push_back(event.version);
      return;
    case RegistryEventKind::kChallenged:
      state.challenger = event.version;
      return;
    case RegistryEventKind::kWithdrawn:
      state.challenger.clear();
      return;
    case RegistryEventKind::kPromoted:
      crown(state, event.version);
      return;
    case RegistryEventKind::kRolledBack:
      roll_back(state, event.version);
      return;
    case RegistryEventKind::kRemoved:
      std::erase(state.versions, event.version);
      std::erase(state.before, event.version);
      return;
  }
}

bool has_digits(std::string_view version, std::string_view digits) {
  const std::size_t at = version.rfind('@');
  return at != std::string_view::npos && version.substr(at + 1).starts_with(digits);
}

}  // namespace

RegistryState state_of(std::vector<RegistryEvent> history) {
  RegistryState state;
  for (const RegistryEvent& event : history) take(state, event);
  state.history = std::move(history);
  return state;
}

bool changes_champion(const RegistryEvent& event) {
  return event.kind == RegistryEventKind::kPromoted || event.kind == RegistryEventKind::kRolledBack;
}

bool has_version(const RegistryState& state, std::string_view version) {
  return std::ranges::find(state.versions, version) != state.versions.end();
}

std::vector<Reign> reigns_of(const RegistryState& state, std::string_view version) {
  std::vector<Reign> reigns;
  for (const RegistryEvent& event : state.history) {
    if (!changes_champion(event)) continue;
    if (!reigns.empty() && !reigns.back().to) reigns.back().to = event.time;
    if (event.version == version) reigns.push_back({.from = event.time, .to = std::nullopt});
  }
  return reigns;
}

std::string champion_at(const RegistryState& state, Millis time) {
  std::string champion;
  for (const RegistryEvent& event : state.history) {
    if (event.time > time) break;  // times never go back
    if (changes_champion(event)) champion = event.version;
  }
  return champion;
}

const RegistryEvent* added_event(const RegistryState& state, std::string_view version) {
  const RegistryEvent* found = nullptr;
  for (const RegistryEvent& event : state.history) {
    if (event.kind == RegistryEventKind::kAdded && event.version == version) found = &event;
  }
  return found;
}

Result<std::string> find_version(const RegistryState& state, std::string_view wanted) {
  if (wanted == "champion" || wanted == "challenger") {
    const std::string& alias = wanted == "champion" ? state.champion : state.challenger;
    if (!alias.empty()) return alias;
    return fail(Code::kNotFound, fmt::format("there is no {} yet", wanted));
  }
  if (has_version(state, wanted)) return std::string(wanted);
  constexpr std::size_t kFewestDigits = 4;
  std::vector<std::string> meant;
  if (wanted.size() >= kFewestDigits) {
    std::ranges::copy_if(state.versions, std::back_inserter(meant),
                         [&](const std::string& version) { return has_digits(version, wanted); });
  }
  if (meant.size() == 1) return meant.front();
  if (meant.size() > 1) {
    return fail(Code::kNotFound, fmt::format("'{}' may be {}: write more of it", wanted, fmt::join(meant, " or ")));
  }
  if (state.versions.empty()) return fail(Code::kNotFound, fmt::format("there is no version '{}', nor any", wanted));
  return fail(Code::kNotFound,
              fmt::format("there is no version '{}'; there are {}", wanted, fmt::join(state.versions, ", ")));
}

}  // namespace polso
