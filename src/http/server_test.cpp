#include "http/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace polso::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// A client that sends what it is told, right or wrong.
class Line {
 public:
  explicit Line(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { ::close(socket_); }

  void send(const std::string& bytes) const { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

  /// Until `end` has come, or the line is closed.
  std::string read_to(const std::string& end) {
    std::string got;
    char byte = 0;
    while (!got.ends_with(end) && ::recv(socket_, &byte, 1, 0) == 1) got += byte;
    return got;
  }
  std::string read_all() { return read_to(std::string("\0never\0", 7)); }

 private:
  int socket_;
};

class ServerTest : public testing::Test {
 protected:
  void start(ServerOptions options = {}) {
    options.port = 0;
    server_ = Server::listen(
                  options, [this](Request request, Reply reply) { handler(std::move(request), std::move(reply)); },
                  [this](std::function<void()> work) {
                    helpers_.emplace_back(std::move(work));
                    return true;
                  },
                  [this](const Exchange& e) { watched += std::string(e.method) + " " + std::string(e.path) + "\n"; })
                  .value();
    running_ = std::jthread([this] { server_->run(); });
  }
  void TearDown() override {
    if (server_) server_->stop();
    running_ = {};
    helpers_.clear();
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  std::function<void(Request, Reply)> handler = [](const Request& request, const Reply& reply) {
    Response response;
    response.content_type = "text/plain";
    response.body = request.method + " " + request.path + " " + request.body + ".";
    reply(std::move(response));
  };
  std::string watched;
  std::unique_ptr<Server> server_;

 private:
  std::vector<std::jthread> helpers_;
  std::jthread running_;
};

TEST_F(ServerTest, AnswersRequestAfterRequestOnOneLine) {
  start();
  Line line(port());
  for (int i = 0; i < 3; ++i) {
    line.send("POST /a%20b?x=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
    const std::string answer = line.read_to("hi.");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\nPOST /a b hi."));
  }
}

TEST_F(ServerTest, AnswersRequestsThatWereSentAtOnceInTheirOrder) {
  start();
  Line line(port());
  line.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string both = line.read_all();
  EXPECT_LT(both.find("GET /1 ."), both.find("GET /2 ."));
}

TEST_F(ServerTest, RubbishBehindAGoodRequestHurtsNothingBeforeIt) {
  start();
  Line line(port());
  line.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n\x01\x02 rubbish\r\n\r\n");
  const std::string both = line.read_all();
  EXPECT_THAT(both, HasSubstr("GET /1 ."));
  EXPECT_THAT(both, HasSubstr("HTTP/1.1 400 Bad Request"));
}

TEST_F(ServerTest, RefusesWhatIsTooLargeBeforeItHasCome) {
  start({.max_body = 1000, .max_header = 2000});
  Line body(port());
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\nabc");
  EXPECT_THAT(body.read_all(), StartsWith("HTTP/1.1 413"));
  Line chunks(port());
  chunks.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 20; ++i) chunks.send("64\r\n" + std::string(100, 'x') + "\r\n");
  EXPECT_THAT(chunks.read_all(), StartsWith("HTTP/1.1 413"));
  Line head(port());
  head.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(5000, 'x') + "\r\n\r\n");
  EXPECT_THAT(head.read_all(), StartsWith("HTTP/1.1 431"));
}

TEST_F(ServerTest, CutsOffWhoSendsOneByteASecondAndServesOthersMeanwhile) {
  start({.threads = 1, .request_seconds = 1});
  Line slow(port());
  slow.send("GET /slow HT");
  Line quick(port());
  quick.send("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(quick.read_to(" ."), HasSubstr("200 OK"));
  EXPECT_EQ(slow.read_all(), "");
}

TEST_F(ServerTest, SaysGoOnToThoseWhoAskBeforeSending) {
  start();
  Line line(port());
  line.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(line.read_to("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  line.send("hi");
  EXPECT_THAT(line.read_to("hi."), HasSubstr("200 OK"));
}

TEST_F(ServerTest, HeadGetsTheHeadAlone) {
  start();
  Line line(port());
  line.send("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = line.read_all();
  EXPECT_THAT(answer, HasSubstr("Content-Length: 9"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, SendsAnAnswerInPiecesAndCutsTheLineWhenOneFails) {
  std::atomic<int> left = 3;
  handler = [&](const Request& request, const Reply& reply) {
    Response response;
    response.body = "first,";
    response.more = [&, fails = request.path == "/fails"]() -> Result<std::string> {
      if (--left > 0) return std::string("more,");
      if (fails) return fail(Code::kUnavailable, "gone");
      return std::string();
    };
    reply(std::move(response));
  };
  start();
  Line line(port());
  line.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string whole = line.read_to("0\r\n\r\n");
  EXPECT_THAT(whole, HasSubstr("6\r\nfirst,\r\n5\r\nmore,\r\n5\r\nmore,\r\n0\r\n\r\n"));
  left = 3;
  line.send("GET /fails HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(line.read_all(), EndsWith("5\r\nmore,\r\n"));
}

TEST_F(ServerTest, PublishesToThoseWhoListen) {
  handler = [](const Request&, const Reply& reply) {
    Response response;
    response.content_type = "text/event-stream";
    response.body = "hello\n\n";
    response.events = true;
    reply(std::move(response));
  };
  start();
  Line one(port());
  Line two(port());
  for (Line* line : {&one, &two}) {
    line->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(line->read_to("hello\n\n\r\n"), HasSubstr("chunked"));
  }
  // The listener is one a moment after its first bytes are out.
  std::string got;
  for (int i = 0; i < 100 && got.empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    server_->publish("news\n\n");
    got = one.read_to("news\n\n");
  }
  EXPECT_THAT(got, HasSubstr("news"));
  EXPECT_THAT(two.read_to("news\n\n"), HasSubstr("news"));
}

TEST_F(ServerTest, AnswersWhatWasAcceptedBeforeItStops) {
  std::mutex mutex;
  std::optional<Reply> waiting;
  handler = [&](const Request&, Reply reply) {
    const std::lock_guard lock(mutex);
    waiting = std::move(reply);
  };
  start();
  Line idle(port());
  Line line(port());
  line.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  for (bool there = false; !there; std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
    const std::lock_guard lock(mutex);
    there = waiting.has_value();
  }
  server_->stop();
  EXPECT_EQ(idle.read_all(), "");
  Response response;
  response.body = "late.";
  (*waiting)(std::move(response));
  waiting.reset();
  const std::string answer = line.read_all();
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  EXPECT_THAT(answer, EndsWith("late."));
}

TEST_F(ServerTest, TurnsAwayWhatIsTooMany) {
  start({.max_connections = 1});
  Line first(port());
  first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(first.read_to(" ."), HasSubstr("200 OK"));
  Line second(port());
  EXPECT_THAT(second.read_all(), StartsWith("HTTP/1.1 503"));
}

TEST(ServerListen, SaysWhyAnAddressCannotBeHad) {
  const auto nothing = [](auto&&...) {};
  const auto no = [](const std::function<void()>&) { return false; };
  EXPECT_EQ(Server::listen({.address = "nowhere"}, nothing, no, nothing).error().code, Code::kUsage);
  EXPECT_EQ(Server::listen({.address = "192.0.2.1"}, nothing, no, nothing).error().code, Code::kUsage);
  const auto first = Server::listen({.port = 0}, nothing, no, nothing);
  ASSERT_TRUE(first);
  const auto second = Server::listen({.port = (*first)->port()}, nothing, no, nothing);
  EXPECT_EQ(second.error().code, Code::kUnavailable);
  EXPECT_THAT(second.error().message, HasSubstr("--listen"));
}

}  // namespace
}  // namespace polso::http
