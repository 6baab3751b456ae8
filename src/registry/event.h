// RegistryEvent: one thing that happened to a registry, and its line in the history.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "bundle/bundle.h"

namespace polso {

enum class RegistryEventKind : unsigned char { kAdded, kChallenged, kWithdrawn, kPromoted, kRolledBack, kRemoved };

/// In the order of RegistryEventKind.
inline constexpr std::array<std::string_view, 6> kRegistryEventNames{"added",    "challenged",  "withdrawn",
                                                                     "promoted", "rolled_back", "removed"};

[[nodiscard]] std::string_view name(RegistryEventKind kind);

/// Whether it is NAME@ and twelve digits of a hash, and can be the name of a folder.
[[nodiscard]] bool is_version_name(std::string_view version);

/// Where a version comes from; all but `parent` and `notes` as its polso.json says.
struct Lineage {
  std::string parent;  // the version that it was made from or to replace; empty: none
  std::string lang;
  std::vector<std::string> sentiments;  // that it tells apart, by name, sorted
  std::string recipe_sha256;
  std::vector<DataSource> data;
  std::map<std::string, Metric> metrics;
  std::map<std::string, std::string> notes;  // of whoever made it: "manifest" > a hash
};

struct RegistryEvent {
  std::uint64_t number = 0;  // 1, 2, …: the order in which things happened, whatever the clock said
  Millis time = 0;           // never before that of the event before it
  RegistryEventKind kind = RegistryEventKind::kAdded;
  std::string version;             // "polso-en@0123456789ab"
  std::string was;                 // who was champion before; empty: nobody
  std::string by, why;             // who or what did it, and the reason
  std::optional<Lineage> lineage;  // of kAdded, and only of it
};

/// What the first line of a history is chained to.
inline constexpr std::string_view kFirstDigest;

/// A line of the history without its end of line: a JSON object whose last member, "sha256", is the digest of
/// `digest_before` and of the line without that member.
[[nodiscard]] std::string line_of(const RegistryEvent& event, std::string_view digest_before);

struct ReadLine {
  RegistryEvent event;
  std::string digest;   // as the line says
  bool genuine = true;  // the digest is that of the line and of `digest_before`
};

/// kCorrupt when it is no such object.
[[nodiscard]] Result<ReadLine> read_line(std::string_view line, std::string_view digest_before);

}  // namespace polso
