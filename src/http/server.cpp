// One io_context a thread, each with connections of its own, so that no lock stands between a request and its answer.
#include "http/server.h"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <thread>
#include <unordered_set>
#include <vector>

#include "http/connection.h"
#include "http/network.h"

namespace polso::http {
namespace {

using Tcp = net::ip::tcp;

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

class BeastServer final : public Server {
 public:
  BeastServer(const ServerOptions& options, Handler handler, Background background, Watch watch)
      : options_(options),
        shared_{options_, std::move(handler), std::move(background), std::move(watch)},
        acceptor_(first()) {
    for (unsigned i = 1; i < std::max(1U, options.threads); ++i) rings_.push_back(std::make_unique<Ring>());
  }

  Status bind() {
    boost::system::error_code error;
    const auto address = net::ip::make_address(options_.address, error);
    if (error) return fail(Code::kUsage, fmt::format("'{}' is not an address to listen on", options_.address));
    const Tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(4096, error);
    if (!error) return {};
    const Code code = error == net::error::address_in_use ? Code::kUnavailable : Code::kUsage;
    return fail(code, fmt::format("cannot listen on {}:{}: {}; choose another with --listen", options_.address,
                                  options_.port, error.message()));
  }

  [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  void run() override {
    accept();
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < rings_.size(); ++i) {
      threads.emplace_back([ring = rings_[i].get()] { ring->context.run(); });
    }
    rings_.front()->context.run();
  }

  void stop() override {
    if (shared_.stopping.exchange(true)) return;
    net::post(first(), [this] {
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      retry_.cancel();
    });
    for (const auto& ring : rings_) {
      net::post(ring->context, [this, ring = ring.get()] {
        for (Connection* connection : std::vector(ring->connections.begin(), ring->connections.end())) {
          connection->server_stops();
        }
        ring->deadline.expires_after(seconds(options_.stop_seconds));
        ring->deadline.async_wait([ring](boost::system::error_code error) {
          if (!error) ring->context.stop();
        });
        ring->stopping = true;
        ring->finish_when_empty();
        ring->work.reset();
      });
    }
  }

  void publish(std::string bytes) override {
    const auto shared = std::make_shared<const std::string>(std::move(bytes));
    for (const auto& ring : rings_) {
      net::post(ring->context, [ring = ring.get(), shared] {
        for (Connection* listener : std::vector(ring->listeners.begin(), ring->listeners.end())) {
          listener->send_event(shared);
        }
      });
    }
  }

  [[nodiscard]] std::size_t connections() const override { return shared_.connections; }

 private:
  net::io_context& first() {
    if (rings_.empty()) rings_.push_back(std::make_unique<Ring>());
    return rings_.front()->context;
  }

  void accept() {
    Ring& ring = *rings_[next_++ % rings_.size()];
    acceptor_.async_accept(ring.context, [this, &ring](boost::system::error_code error, Tcp::socket socket) {
      if (shared_.stopping) return;
      if (error) return accept_later();
      if (shared_.connections >= options_.max_connections) {
        refuse(std::move(socket));
      } else {
        net::post(ring.context, [this, &ring, socket = std::move(socket)]() mutable {
          std::make_shared<Connection>(std::move(socket), shared_, ring)->start();
        });
      }
      accept();
    });
  }

  /// Most likely no file descriptor was left.
  void accept_later() {
    retry_.expires_after(std::chrono::milliseconds(50));
    retry_.async_wait([this](boost::system::error_code error) {
      if (!error) accept();
    });
  }

  static void refuse(Tcp::socket socket) {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(net::buffer(kFull), ignored);
    socket.shutdown(Tcp::socket::shutdown_send, ignored);
  }

  ServerOptions options_;
  Shared shared_;
  std::vector<std::unique_ptr<Ring>> rings_;  // before what lives on them
  std::size_t next_ = 0;
  Tcp::acceptor acceptor_;
  net::steady_timer retry_{first()};
};

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Handler handler, Background background,
                                               Watch watch) {
  auto server = std::make_unique<BeastServer>(options, std::move(handler), std::move(background), std::move(watch));
  POLSO_TRY(server->bind());
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace polso::http
