// The network: connections in, Requests to a handler, Responses out. Boost.Beast lives behind it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/message.h"

namespace polso::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 7860;  // 0: any that is free
  unsigned threads = 2;
  std::size_t max_body = std::size_t{32} << 20;
  std::size_t max_header = std::size_t{16} << 10;
  std::size_t max_connections = 10'000;
  double request_seconds = 30;  // a request must have arrived whole, and an answer been taken, within this time
  double idle_seconds = 75;     // a kept connection without requests
  double stop_seconds = 10;     // what is under way when stop() is called may take so long
};

struct Exchange {  // for the access log and the metrics
  std::string_view peer, method, path;
  unsigned status = 0;
  std::size_t sent = 0;  // bytes of the body
  double seconds = 0;    // from the whole request to the whole answer
};

class Server {
 public:
  /// Called on a network thread; must not block. The Reply may be called at once or later, from any thread.
  using Handler = std::function<void(Request, Reply)>;
  /// Runs work that may block; false when there is no room. For Response::more.
  using Background = std::function<bool(std::function<void()>)>;
  using Watch = std::function<void(const Exchange&)>;

  /// Binds; kUnavailable when the address is taken, kUsage when it is none of this machine's.
  [[nodiscard]] static Result<std::unique_ptr<Server>> listen(const ServerOptions& options, Handler handler,
                                                              Background background, Watch watch);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  virtual ~Server() = default;

  [[nodiscard]] virtual std::uint16_t port() const = 0;

  /// Serves until stop(); then what was accepted is answered first.
  virtual void run() = 0;

  /// Any thread.
  virtual void stop() = 0;

  /// To every connection whose Response had `events`. Any thread. One that does not keep up is cut off.
  virtual void publish(std::string bytes) = 0;

  [[nodiscard]] virtual std::size_t connections() const = 0;

 protected:
  Server() = default;
};

}  // namespace polso::http
