// The access log: one line a request.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "http/server.h"

namespace polso {

/// Any thread.
class AccessLog {
 public:
  /// "-" is standard error, empty is none.
  [[nodiscard]] static Result<std::unique_ptr<AccessLog>> open(const std::string& path);

  /// {"time", "peer", "method", "path", "status", "bytes", "seconds"}, without the query, which may hold what people
  /// wrote.
  void add(const http::Exchange& exchange);

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stderr) std::fclose(file);
    }
  };
  std::mutex mutex_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace polso
