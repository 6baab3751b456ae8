// Connection: one client, request after request.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "http/network.h"

namespace polso::http {

/// Lives as long as an operation of it is under way. Its Ring's thread only, but for the Reply that it hands out.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(net::ip::tcp::socket socket, Shared& shared, Ring& ring);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  void start() { wait(); }

  /// Ends at once when nothing is under way, otherwise after the answer.
  void server_stops();

  /// One that has more than a few waiting is cut off.
  void send_event(const std::shared_ptr<const std::string>& bytes);

 private:
  using Error = boost::system::error_code;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Whole = boost::beast::http::response<boost::beast::http::string_body>;
  using Head = boost::beast::http::response<boost::beast::http::empty_body>;
  using HeadWriter = boost::beast::http::response_serializer<boost::beast::http::empty_body>;

  void wait();
  void read_head();
  void read_body();
  void refuse(const Error& error);
  void hand_over();
  void answer(Response response);
  void send_whole();
  void send_head();
  void send_piece(Result<std::string> piece);
  void ask_for_more();
  void answered(const Error& error, bool more_follows);
  void send_next_event();
  void watch_for_end();
  void close_gently();
  void drain(std::size_t left);
  void close();

  boost::beast::tcp_stream stream_;
  Shared& shared_;
  Ring& ring_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string peer_;
  std::string method_, path_;  // of the request under way
  std::chrono::steady_clock::time_point arrived_;
  Response response_;
  std::optional<Whole> whole_;
  std::optional<Head> head_;
  std::optional<HeadWriter> head_writer_;
  std::string piece_;
  std::size_t sent_ = 0;
  std::deque<std::shared_ptr<const std::string>> events_;
  std::array<char, 4096> ignored_{};
  unsigned version_ = 11;
  bool keep_ = true;
  bool busy_ = false;       // from the first byte of a request to the last of its answer
  bool listening_ = false;  // to events
};

}  // namespace polso::http
