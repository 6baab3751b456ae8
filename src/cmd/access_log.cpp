// A line is written whole or not at all, and at once.
#include "cmd/access_log.h"

#include <fmt/format.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "base/clock.h"

namespace polso {

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& path) {
  auto access = std::make_unique<AccessLog>();
  if (path.empty()) return access;
  access->file_.reset(path == "-" ? stderr : std::fopen(path.c_str(), "ae"));
  if (!access->file_) return std::unexpected(errno_error(errno, fmt::format("cannot write the access log '{}'", path)));
  return access;
}

void AccessLog::add(const http::Exchange& exchange) {
  if (!file_) return;
  const nlohmann::ordered_json line{{"time", format_time(system_now())}, {"peer", exchange.peer},
                                    {"method", exchange.method},         {"path", exchange.path},
                                    {"status", exchange.status},         {"bytes", exchange.sent},
                                    {"seconds", exchange.seconds}};
  const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  const std::lock_guard lock(mutex_);
  std::fwrite(text.data(), 1, text.size(), file_.get());
  std::fflush(file_.get());
}

}  // namespace polso
