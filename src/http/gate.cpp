// All known tokens are compared, each in constant time: how long it takes tells nothing.
#include "http/gate.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace polso::http {
namespace {

constexpr std::string_view kBearer = "Bearer ";
constexpr std::string_view kPrefix = "polso_";
constexpr std::size_t kTokenBytes = 24;

/// "localhost:7860" without the port, "[::1]:7860" without port and brackets.
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

bool is_address(std::string_view name) {
  return !name.empty() && name.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos &&
         name.find_first_of(".:") != std::string_view::npos;
}

Response unauthorized(std::string_view message) {
  Response response = error_response(401, "unauthorized", message);
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

bool Gate::known_host(std::string_view host) const {
  const std::string_view name = host_name(host);
  return host.empty() || name == "localhost" || is_address(name) ||
         std::ranges::find(options_.hosts, name) != options_.hosts.end();
}

std::optional<Token> Gate::token_of(const Request& request) const {
  const std::string_view given = request.header("authorization");
  if (given.size() <= kBearer.size() || !given.starts_with(kBearer)) return std::nullopt;
  const TokenHash hash = hash_token(given.substr(kBearer.size()));
  std::optional<Token> found;
  const auto known = tokens_.get();
  for (const Token& token : *known) {
    if (sodium_memcmp(token.hash.data(), hash.data(), hash.size()) == 0) found = token;
  }
  return found;
}

std::optional<Response> Gate::refuses(const Request& request, Need need, Millis now) const {
  if (options_.loopback && !known_host(request.header("host"))) {
    return error_response(403, "forbidden",
                          "this server is called by another name here: add it to the setting 'hosts'");
  }
  const bool asked = need == Need::kWrite ? options_.tokens_for != TokensFor::kNobody
                                          : need == Need::kRead && options_.tokens_for == TokensFor::kAll;
  if (!asked) return std::nullopt;
  if (request.header("authorization").empty()) {
    return unauthorized("a token is needed here: send 'Authorization: Bearer TOKEN' ('polso serve token' makes one)");
  }
  const auto token = token_of(request);
  if (!token) return unauthorized("this token is not known");
  if (token->expires && *token->expires <= now) {
    return unauthorized(fmt::format("this token expired on {}", format_time(*token->expires)));
  }
  if (need == Need::kWrite && token->scope != Scope::kWrite) {
    return error_response(403, "forbidden", "this token is for reading only");
  }
  return std::nullopt;
}

bool Gate::may(const Request& request, Need need, Millis now) const { return !refuses(request, need, now); }

void Gate::mark_origin(const Request& request, Response& response) const {
  const std::string_view origin = request.header("origin");
  if (origin.empty() || std::ranges::find(options_.origins, origin) == options_.origins.end()) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", std::string(origin));
  response.headers.emplace_back("Vary", "Origin");
}

std::string random_token() {
  std::array<unsigned char, kTokenBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string token(kPrefix);
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

TokenHash hash_token(std::string_view token) {
  TokenHash hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  return hash;
}

}  // namespace polso::http
