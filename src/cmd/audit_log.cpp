// One write in append mode a line.
#include "cmd/audit_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace polso {

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

}  // namespace polso
