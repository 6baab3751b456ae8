// ChildServer: this program as a server in a process of its own, which ends with the object.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/result.h"

namespace polso {

class ChildServer {
 public:
  /// `polso serve` with these flags, none of our POLSO_ settings, and alerts off. Returns once it listens; kUnavailable
  /// when it ended or said nothing for half a minute.
  [[nodiscard]] static Result<ChildServer> start(const std::vector<std::string>& flags);
  ChildServer(ChildServer&& other) noexcept;
  ChildServer& operator=(ChildServer&&) = delete;
  ChildServer(const ChildServer&) = delete;
  ChildServer& operator=(const ChildServer&) = delete;
  /// Asks it to stop, and after five seconds ends it.
  ~ChildServer();

  /// "http://127.0.0.1:41234".
  [[nodiscard]] const std::string& url() const { return url_; }
  /// Resident memory now; 0 when the system does not say.
  [[nodiscard]] double resident_mib() const;

 private:
  ChildServer(pid_t process, std::string url) : process_(process), url_(std::move(url)) {}
  pid_t process_;
  std::string url_;
};

}  // namespace polso
