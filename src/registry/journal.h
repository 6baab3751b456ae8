// Journal: the file of the history, read by anybody and appended to by whoever holds the lock.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_lock.h"
#include "base/result.h"
#include "registry/state.h"

namespace polso {

inline constexpr std::string_view kHistoryFile = "history.jsonl";

/// Of a full disk: says that nothing changed, and what to do.
[[nodiscard]] Error with_advice(Error error);

/// What the file holds. A last line that was cut short, by a kill, a full disk or a power cut, is none; one that lacks
/// nothing but its end of line counts.
struct History {
  std::vector<RegistryEvent> events;  // up to the first fault
  std::string digest;                 // of the last line
  std::size_t whole = 0;              // bytes, up to the end of the last line that is none cut short
  std::size_t torn = 0;               // bytes behind them
  bool unended = false;               // all of the last line is there but its end of line
  std::vector<std::string> faults;    // lines that are not as they were written: sentences
};

[[nodiscard]] Result<History> read_history(const std::filesystem::path& registry);

/// kCorrupt when there is a fault.
[[nodiscard]] Status check_history(const History& history, const std::filesystem::path& registry);

/// The right to write: holds the lock of the registry as long as it lives.
class Journal {
 public:
  /// Waits a minute for the lock; kUnavailable afterwards, kCorrupt when the history has a fault.
  [[nodiscard]] static Result<Journal> open(const std::filesystem::path& registry);

  [[nodiscard]] const RegistryState& state() const { return state_; }

  /// Number, the champion before and a time that does not go back are filled in. On the disk when it answers; any
  /// failure leaves the file as it was.
  [[nodiscard]] Result<RegistryEvent> append(RegistryEvent event);

 private:
  Journal(std::filesystem::path registry, FileLock lock, History history);
  [[nodiscard]] Status write(const std::string& bytes);

  std::filesystem::path registry_;
  FileLock lock_;
  std::string digest_;
  std::size_t whole_;
  bool unended_;
  RegistryState state_;
};

}  // namespace polso
