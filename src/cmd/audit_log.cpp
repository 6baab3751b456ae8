// One write in append mode a line.
#include "cmd/audit_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/file.h"

namespace polso {
namespace {

constexpr std::size_t kLargestLog = std::size_t{64} << 20;
constexpr const char* kFile = "audit.jsonl";

/// In the order of RegistryEventKind.
constexpr std::array<std::string_view, kRegistryEventNames.size()> kSteps{"add",     "challenge", "withdraw",
                                                                          "promote", "roll back", "remove"};

std::optional<AuditEvent> event_of(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto text = [&](const char* member) { return json.contains(member) && json[member].is_string(); };
  if (!text("time") || !text("step") || !text("what") || !text("by")) return std::nullopt;
  const auto time = parse_time(json["time"].get<std::string>());
  if (!time) return std::nullopt;
  return AuditEvent{*time, json["step"], json["what"], json["by"]};
}

}  // namespace

Status AuditLog::add(std::string_view step, std::string_view what, Millis now) const {
  const nlohmann::ordered_json event{{"time", format_time(now)}, {"step", step}, {"what", what}, {"by", by_}};
  const std::string line = event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  const int file = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return std::unexpected(errno_error(errno, fmt::format("cannot write '{}'", file_.string())));
  const auto written = ::write(file, line.data(), line.size());
  const int error = written < 0 ? errno : ENOSPC;
  ::close(file);
  if (written == static_cast<ssize_t>(line.size())) return {};
  return std::unexpected(errno_error(error, fmt::format("cannot write '{}'", file_.string())));
}

std::string what_happened(const RegistryEvent& event) {
  const std::string in_place = event.was.empty() ? std::string() : ", in place of " + event.was;
  switch (event.kind) {
    case RegistryEventKind::kPromoted:
      return fmt::format("{} is champion{}", event.version, in_place);
    case RegistryEventKind::kRolledBack:
      return fmt::format("{} is champion again{}", event.version, in_place);
    case RegistryEventKind::kChallenged:
      return fmt::format("{} is the challenger", event.version);
    case RegistryEventKind::kAdded:
    case RegistryEventKind::kWithdrawn:
    case RegistryEventKind::kRemoved:
      break;
  }
  return fmt::format("{}: {}", event.version, name(event.kind));
}

Status audit(const std::filesystem::path& folder, const RegistryEvent& event) {
  const std::string why = event.why.empty() ? std::string() : ": " + event.why;
  return AuditLog(folder, event.by)
      .add(kSteps[static_cast<std::size_t>(event.kind)], what_happened(event) + why, event.time);
}

Result<AuditTrail> read_audit(const std::filesystem::path& folder) {
  AuditTrail trail;
  const auto text = read_file(folder / kFile, kLargestLog);
  if (!text && text.error().code == Code::kNotFound) return trail;
  POLSO_TRY(text);
  for (std::string_view rest = *text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto event = event_of(rest.substr(0, end));
    event ? trail.events.push_back(std::move(*event)) : static_cast<void>(++trail.broken);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return trail;
}

bool GateCounter::look() {
  std::error_code none;
  const std::uintmax_t size = std::filesystem::file_size(folder_ / kFile, none);
  if (none || size == size_) return false;
  const auto trail = read_audit(folder_);
  if (!trail) return false;
  size_ = size;
  GateCounts counts;
  for (const AuditEvent& event : trail->events) {
    counts.passed += event.step == "gate" ? 1 : 0;
    counts.refused += event.step == "refuse" ? 1 : 0;
  }
  const bool news = counts.passed != counts_.passed || counts.refused != counts_.refused;
  counts_ = counts;
  return news;
}

}  // namespace polso
