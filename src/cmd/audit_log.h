// AuditLog: what was done to models and why, a line each, beside the registry.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/result.h"

namespace polso {

/// Lines of JSON in FOLDER/audit.jsonl, only ever appended to: time, step ("trigger", "labels", "train", "gate",
/// "promote", "roll back"), what was found or done, by whom. Any number of processes; one thread an object.
class AuditLog {
 public:
  AuditLog(const std::filesystem::path& folder, std::string by) : file_(folder / "audit.jsonl"), by_(std::move(by)) {}

  /// A line is written whole or not at all.
  [[nodiscard]] Status add(std::string_view step, std::string_view what, Millis now) const;

 private:
  std::filesystem::path file_;
  std::string by_;
};

}  // namespace polso
