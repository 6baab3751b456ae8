// AuditLog: what was done to models and why, a line each, beside the registry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "registry/event.h"

namespace polso {

/// Lines of JSON in FOLDER/audit.jsonl, only ever appended to: time, step ("trigger", "labels", "train", "gate" when it
/// lets a candidate pass and "refuse" when not, "add", "challenge", "withdraw", "promote", "roll back", "remove",
/// "pull", "take over"), what was found or done and why, by whom. Any number of processes; one thread an object.
class AuditLog {
 public:
  AuditLog(const std::filesystem::path& folder, std::string by) : file_(folder / "audit.jsonl"), by_(std::move(by)) {}

  /// A line is written whole or not at all.
  [[nodiscard]] Status add(std::string_view step, std::string_view what, Millis now) const;

 private:
  std::filesystem::path file_;
  std::string by_;
};

/// The line of an event of the registry, by whoever did it.
[[nodiscard]] Status audit(const std::filesystem::path& folder, const RegistryEvent& event);

/// "polso-en@0123456789ab is champion, in place of polso-en@ba9876543210".
[[nodiscard]] std::string what_happened(const RegistryEvent& event);

struct AuditEvent {
  Millis time = 0;
  std::string step, what, by;
};

struct AuditTrail {
  std::vector<AuditEvent> events;  // in the order of their lines
  std::size_t broken = 0;          // lines that cannot be read
};

/// Nothing in it where there is no log yet.
[[nodiscard]] Result<AuditTrail> read_audit(const std::filesystem::path& folder);

/// What the gate said, over all time.
struct GateCounts {
  std::uint64_t passed = 0, refused = 0;
};

/// Follows the log of a registry from outside. One thread.
class GateCounter {
 public:
  explicit GateCounter(const std::filesystem::path& folder) : folder_(folder) {}

  /// Whether there is news. A log that cannot be read tells none.
  [[nodiscard]] bool look();
  [[nodiscard]] const GateCounts& counts() const { return counts_; }

 private:
  std::filesystem::path folder_;
  std::uintmax_t size_ = 0;  // of the log when it was read last
  GateCounts counts_;
};

}  // namespace polso
