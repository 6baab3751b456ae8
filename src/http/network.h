// What connections share: limits and functions with all, an event loop with those of the same thread.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <unordered_set>

#include "http/server.h"

namespace polso::http {

namespace net = boost::asio;

class Connection;

[[nodiscard]] inline std::chrono::milliseconds seconds(double value) {
  return std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(value * 1000));
}

struct Shared {
  const ServerOptions& options;
  Server::Handler handler;
  Server::Background background;
  Server::Watch watch;
  std::atomic<bool> stopping = false;
  std::atomic<std::size_t> connections = 0;
};

/// One thread's event loop; only that thread touches it.
struct Ring {
  std::unordered_set<Connection*> connections;  // before the context, which may hold the last of them
  std::unordered_set<Connection*> listeners;    // of events
  net::io_context context{1};
  net::executor_work_guard<net::io_context::executor_type> work{context.get_executor()};
  net::steady_timer deadline{context};
  bool stopping = false;

  Ring() = default;
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
  ~Ring() { stopping = false; }

  void finish_when_empty() {
    if (stopping && connections.empty()) deadline.cancel();
  }
};

}  // namespace polso::http
