// Waiting costs nothing but a socket; from the first byte of a request a clock runs, so that nobody can dawdle.
#include "http/connection.h"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/write.hpp>
#include <thread>
#include <utility>

namespace polso::http {
namespace {

namespace beast = boost::beast;
namespace bh = beast::http;

constexpr std::size_t kKeptBuffer = std::size_t{16} << 10;  // what a waiting connection may keep
constexpr std::size_t kWaitingEvents = 64;
constexpr std::size_t kMostDrained = std::size_t{1} << 20;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

Response refusal(const boost::system::error_code& error) {
  if (error == bh::error::body_limit) return error_response(413, "too_large", "the body is larger than allowed");
  if (error == bh::error::header_limit) {
    return error_response(431, "too_large", "the request's head is larger than allowed");
  }
  return error_response(400, "invalid", "this is not HTTP: " + error.message());
}

template <class Message>
void fill_head(Message& message, const Response& response, bool keep) {
  message.set(bh::field::server, "polso");
  if (!response.content_type.empty()) message.set(bh::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep);
}

}  // namespace

Connection::Connection(net::ip::tcp::socket socket, Shared& shared, Ring& ring)
    : stream_(std::move(socket)), shared_(shared), ring_(ring) {
  ++shared_.connections;
  ring_.connections.insert(this);
  Error ignored;
  stream_.socket().set_option(net::ip::tcp::no_delay(true), ignored);
  const auto remote = stream_.socket().remote_endpoint(ignored);
  if (!ignored) peer_ = remote.address().to_string();
}

Connection::~Connection() {
  --shared_.connections;
  ring_.connections.erase(this);
  ring_.listeners.erase(this);
  ring_.finish_when_empty();
}

void Connection::wait() {
  busy_ = false;
  parser_.reset();
  if (shared_.stopping) return close();
  if (buffer_.size() > 0) return read_head();  // a request that was sent along with the one before
  if (buffer_.capacity() > kKeptBuffer) buffer_.shrink_to_fit();
  stream_.expires_after(seconds(shared_.options.idle_seconds));
  stream_.async_read_some(buffer_.prepare(2048), [self = shared_from_this()](const Error& error, std::size_t bytes) {
    if (error) return self->close();
    self->buffer_.commit(bytes);
    self->read_head();
  });
}

void Connection::read_head() {
  busy_ = true;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(shared_.options.max_header));
  parser_->body_limit(shared_.options.max_body);
  stream_.expires_after(seconds(shared_.options.request_seconds));
  bh::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](const Error& error, std::size_t) {
    if (error) return self->refuse(error);
    if (bh::token_list(self->parser_->get()[bh::field::expect]).exists("100-continue")) {
      static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
      net::async_write(self->stream_, net::buffer(kGoOn),
                       [self](const Error& failed, std::size_t) { failed ? self->close() : self->read_body(); });
      return;
    }
    self->read_body();
  });
}

void Connection::read_body() {
  bh::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](const Error& error, std::size_t) {
    error ? self->refuse(error) : self->hand_over();
  });
}

/// The request is no good, or did not arrive in time; its sender hears of it if he still listens.
void Connection::refuse(const Error& error) {
  arrived_ = std::chrono::steady_clock::now();
  keep_ = false;
  method_ = "-";
  path_ = "-";
  if (error == bh::error::end_of_stream || error == net::error::operation_aborted ||
      error == net::error::connection_reset) {
    return close();
  }
  if (error == beast::error::timeout) return close();
  answer(refusal(error));
}

void Connection::hand_over() {
  arrived_ = std::chrono::steady_clock::now();
  stream_.expires_never();
  auto message = parser_->release();
  parser_.reset();
  keep_ = message.keep_alive();
  version_ = message.version();
  Request request;
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  const std::size_t mark = target.find('?');
  auto path = percent_decoded(target.substr(0, mark), false);
  if (mark != std::string_view::npos) request.query = std::string(target.substr(mark + 1));
  for (const auto& field : message) {
    request.headers[lower({field.name_string().data(), field.name_string().size()})] = std::string(field.value());
  }
  request.body = std::move(message.body());
  method_ = request.method;
  path_ = path.value_or("-");
  if (!path || path->empty() || path->front() != '/') {
    return answer(error_response(400, "invalid", "the path holds a broken escape, or text that is not UTF-8"));
  }
  request.path = std::move(*path);
  // A Reply may come from another thread: it travels back to ours.
  shared_.handler(std::move(request),
                  [self = shared_from_this(), ours = std::this_thread::get_id()](Response response) {
                    if (std::this_thread::get_id() == ours) return self->answer(std::move(response));
                    net::post(self->stream_.get_executor(),
                              [self, response = std::move(response)]() mutable { self->answer(std::move(response)); });
                  });
}

void Connection::answer(Response response) {
  response_ = std::move(response);
  sent_ = 0;
  keep_ = keep_ && !shared_.stopping;
  stream_.expires_after(seconds(shared_.options.request_seconds));
  response_.more || response_.events ? send_head() : send_whole();
}

void Connection::send_whole() {
  sent_ = response_.body.size();
  whole_.emplace(static_cast<bh::status>(response_.status), version_);
  fill_head(*whole_, response_, keep_);
  whole_->body() = std::move(response_.body);
  whole_->prepare_payload();
  if (method_ == "HEAD") {  // the head of what GET would send
    head_.emplace(std::move(whole_->base()));
    head_writer_.emplace(*head_);
    head_writer_->split(true);
    bh::async_write_header(stream_, *head_writer_, [self = shared_from_this()](const Error& error, std::size_t) {
      self->answered(error, false);
    });
    return;
  }
  bh::async_write(stream_, *whole_,
                  [self = shared_from_this()](const Error& error, std::size_t) { self->answered(error, false); });
}

/// Of an answer in pieces. HTTP/1.0 knows no chunks, so there the end of the line is the end of the answer.
void Connection::send_head() {
  if (version_ < 11) keep_ = false;
  head_.emplace(static_cast<bh::status>(response_.status), version_);
  fill_head(*head_, response_, keep_);
  if (version_ >= 11) head_->chunked(true);
  head_writer_.emplace(*head_);
  bh::async_write_header(stream_, *head_writer_, [self = shared_from_this()](const Error& error, std::size_t) {
    if (error) return self->close();
    self->send_piece(std::move(self->response_.body));
  });
}

void Connection::send_piece(Result<std::string> piece) {
  if (!piece) return close();  // in the middle of an answer nothing else tells that it is not whole
  piece_ = std::move(*piece);
  sent_ += piece_.size();
  stream_.expires_after(seconds(shared_.options.request_seconds));
  const auto done = [self = shared_from_this(), last = piece_.empty()](const Error& error, std::size_t) {
    self->answered(error, !last);
  };
  if (version_ < 11) {
    net::async_write(stream_, net::buffer(piece_), done);
  } else if (piece_.empty()) {
    net::async_write(stream_, bh::make_chunk_last(), done);
  } else {
    net::async_write(stream_, bh::make_chunk(net::const_buffer(piece_.data(), piece_.size())), done);
  }
}

void Connection::answered(const Error& error, bool more_follows) {
  if (error) return close();
  if (more_follows && response_.more) return ask_for_more();
  if (more_follows && response_.events) {
    listening_ = true;
    ring_.listeners.insert(this);
    stream_.expires_never();
    watch_for_end();
    return send_next_event();
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - arrived_).count();
  shared_.watch({peer_, method_, path_, response_.status, sent_, took});
  response_ = {};
  whole_.reset();
  head_writer_.reset();
  head_.reset();
  keep_ ? wait() : close_gently();
}

void Connection::ask_for_more() {
  const auto ask = [self = shared_from_this()] {
    auto piece = self->response_.more();
    net::post(self->stream_.get_executor(),
              [self, piece = std::move(piece)]() mutable { self->send_piece(std::move(piece)); });
  };
  if (!shared_.background(ask)) close();
}

void Connection::send_event(const std::shared_ptr<const std::string>& bytes) {
  if (events_.size() >= kWaitingEvents) return close();
  events_.push_back(bytes);
  if (events_.size() == 1) send_next_event();
}

void Connection::send_next_event() {
  if (events_.empty()) return;
  stream_.expires_after(seconds(shared_.options.request_seconds));
  const auto done = [self = shared_from_this()](const Error& error, std::size_t) {
    if (error) return self->close();
    self->stream_.expires_never();
    if (!self->events_.empty()) self->events_.pop_front();
    self->send_next_event();
  };
  const net::const_buffer bytes(events_.front()->data(), events_.front()->size());
  version_ < 11 ? net::async_write(stream_, std::array{bytes}, done)
                : net::async_write(stream_, bh::make_chunk(bytes), done);
}

/// A listener says nothing more: what can be read of it is its end.
void Connection::watch_for_end() {
  stream_.socket().async_read_some(net::buffer(ignored_), [self = shared_from_this()](const Error& error, std::size_t) {
    error ? self->close() : self->watch_for_end();
  });
}

void Connection::server_stops() {
  if (!busy_ || listening_) close();
}

/// Lets the other side read the answer before the line goes: what it still sends is taken and thrown away for a while.
void Connection::close_gently() {
  Error ignored;
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(std::chrono::seconds(1));
  drain(kMostDrained);
}

void Connection::drain(std::size_t left) {
  stream_.async_read_some(net::buffer(ignored_),
                          [self = shared_from_this(), left](const Error& error, std::size_t got) {
                            error || got >= left ? self->close() : self->drain(left - got);
                          });
}

void Connection::close() {
  ring_.listeners.erase(this);
  stream_.close();
}

}  // namespace polso::http
