// Gate: who may do what.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/slot.h"
#include "http/message.h"
#include "store/desk.h"

namespace polso::http {

/// What a route asks for. kOpen: nothing, for health checks and the page's own files.
enum class Need : unsigned char { kOpen, kRead, kWrite };

/// kNobody: no token is asked for. kWriters: for what writes. kAll: for reading too.
enum class TokensFor : unsigned char { kNobody, kWriters, kAll };

struct GateOptions {
  TokensFor tokens_for = TokensFor::kNobody;
  bool loopback = true;              // bound to it: then a page elsewhere must not reach us by a name of its own
  std::vector<std::string> hosts;    // further names that we are called by
  std::vector<std::string> origins;  // of pages elsewhere that may ask (CORS)
};

using KnownTokens = std::vector<Token>;

/// Pure but for the tokens, which may be replaced at any time. Any thread.
class Gate {
 public:
  explicit Gate(GateOptions options) : options_(std::move(options)) {}

  void replace_tokens(KnownTokens tokens) { tokens_.replace(std::make_shared<const KnownTokens>(std::move(tokens))); }

  /// Nothing when the request may pass, else what to answer: 400, 401 or 403.
  [[nodiscard]] std::optional<Response> refuses(const Request& request, Need need, Millis now) const;

  [[nodiscard]] bool may(const Request& request, Need need, Millis now) const;

  /// Adds what a browser asks of an answer to a page of another origin, if that is allowed.
  void mark_origin(const Request& request, Response& response) const;

 private:
  [[nodiscard]] bool known_host(std::string_view host) const;
  [[nodiscard]] std::optional<Token> token_of(const Request& request) const;

  GateOptions options_;
  Slot<KnownTokens> tokens_{std::make_shared<const KnownTokens>()};
};

/// A token as it is given to a person, and what is kept of it.
[[nodiscard]] std::string random_token();
[[nodiscard]] TokenHash hash_token(std::string_view token);

}  // namespace polso::http
