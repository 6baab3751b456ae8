// Request and Response as plain structs: what handlers are functions between.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace polso::http {

struct Request {
  std::string method;  // "GET"
  std::string path;    // decoded, begins with '/'
  std::string query;   // as sent, without the '?'
  std::string body;
  std::map<std::string, std::string> headers;      // names in lower case; the last of several
  std::map<std::string, std::string> path_values;  // of a route's {name}

  /// The header's value; empty when it was not sent. `name` in lower case.
  [[nodiscard]] std::string_view header(const std::string& name) const;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;

  /// Called on a worker for one piece after another until an empty one; `body` is the first. An Error cuts the line,
  /// so that the other side knows that something is missing.
  std::function<Result<std::string>()> more;

  /// The connection stays open and gets what Server::publish() is given; `body` is the first.
  bool events = false;
};

/// Takes the answer; from any thread, once.
using Reply = std::function<void(Response)>;

/// An Error as the API tells it: {"error": {"code", "message"}}.
[[nodiscard]] Response error_response(const Error& error);
[[nodiscard]] Response error_response(unsigned status, std::string_view code, std::string_view message);

[[nodiscard]] Response json_response(std::string body);

/// 429 with Retry-After: the queue is full.
[[nodiscard]] Response busy();

/// "/a%20b" as "/a b"; nothing when an escape is broken, a NUL is hidden in it, or it is no UTF-8.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace polso::http
