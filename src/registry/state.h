// RegistryState: what a history amounts to. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/event.h"

namespace polso {

struct RegistryState {
  std::vector<RegistryEvent> history;  // oldest first
  std::vector<std::string> versions;   // added and not removed, oldest first
  std::string champion, challenger;    // empty: none

  /// The champions that a rollback can come back to, the latest first; the champion itself is not among them. A version
  /// stands here once, at its latest promotion, and leaves when it was rolled back from: another rollback goes further
  /// back, and only a person or the gate promotes it again.
  std::vector<std::string> before;
};

/// `history`: numbered 1, 2, … without a gap, as a Registry answers it.
[[nodiscard]] RegistryState state_of(std::vector<RegistryEvent> history);

/// Promotions and rollbacks.
[[nodiscard]] bool changes_champion(const RegistryEvent& event);

[[nodiscard]] bool has_version(const RegistryState& state, std::string_view version);

/// A stretch of time in which a version was champion.
struct Reign {
  Millis from = 0;
  std::optional<Millis> to;  // nothing: it still is
};
[[nodiscard]] std::vector<Reign> reigns_of(const RegistryState& state, std::string_view version);

/// Who was champion at `time`; empty: nobody yet.
[[nodiscard]] std::string champion_at(const RegistryState& state, Millis time);

/// The event by which `version` was added last; nullptr when it never was.
[[nodiscard]] const RegistryEvent* added_event(const RegistryState& state, std::string_view version);

/// `wanted` is "champion", "challenger", a version, or enough of the digits behind its @ (four or more) to be the only
/// one. kNotFound with what there is.
[[nodiscard]] Result<std::string> find_version(const RegistryState& state, std::string_view wanted);

}  // namespace polso
