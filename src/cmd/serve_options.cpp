// Only this machine can connect to a loopback address, so there nobody needs a token unless the operator says so.
#include "cmd/serve_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

namespace polso {
namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

/// "127.0.0.1:7860", "[::1]:7860", "localhost:7860".
Result<Address> address_of(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  Address address;
  if (colon != std::string::npos) {
    const char* end = listen.data() + listen.size();
    const auto [stop, error] = std::from_chars(listen.data() + colon + 1, end, address.port);
    address.host = listen.substr(0, colon);
    if (address.host.starts_with('[') && address.host.ends_with(']')) {
      address.host = address.host.substr(1, address.host.size() - 2);
    }
    if (address.host == "localhost") address.host = "127.0.0.1";
    if (error == std::errc() && stop == end && !address.host.empty()) return address;
  }
  return fail(Code::kUsage, fmt::format("listen is '{}': write an address and a port, as in 127.0.0.1:7860", listen));
}

bool is_loopback(const std::string& host) { return host.starts_with("127.") || host == "::1"; }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) words.emplace_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}

http::TokensFor tokens_for(const std::string& setting, bool loopback) {
  if (setting == "all") return http::TokensFor::kAll;
  if (setting == "writers" || (setting == "auto" && !loopback)) return http::TokensFor::kWriters;
  return http::TokensFor::kNobody;
}

std::string shown(const std::string& host) {
  if (host == "0.0.0.0" || host == "::") return "localhost";
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

Result<ServeOptions> serve_options(const Config& config, unsigned threads) {
  POLSO_ASSIGN(const Address address, address_of(config.text("listen")));
  ServeOptions options;
  options.shown_host = shown(address.host);
  options.server.address = address.host;
  options.server.port = address.port;
  options.server.threads = threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  options.server.max_body = config.whole("max_body") << 20;
  options.server.max_connections = config.whole("max_connections");
  options.server.request_seconds = config.number("request_seconds");
  options.server.idle_seconds = config.number("idle_seconds");
  options.app.gate.loopback = is_loopback(address.host);
  options.app.gate.tokens_for = tokens_for(config.text("tokens"), options.app.gate.loopback);
  if (options.app.gate.tokens_for == http::TokensFor::kNobody && !options.app.gate.loopback) {
    return fail(Code::kUsage,
                "tokens = \"nobody\" is for a server that only this machine can connect to: choose "
                "writers or all, or listen on 127.0.0.1");
  }
  options.app.gate.hosts = words_of(config.text("hosts"));
  options.app.gate.origins = words_of(config.text("origins"));
  options.app.limits.max_batch = config.whole("max_batch");
  options.app.longest_queue = config.whole("max_waiting");
  options.app.version = POLSO_VERSION;
  return options;
}

std::string address_to_visit(const std::string& listen) {
  const auto address = address_of(listen);
  return address ? fmt::format("{}:{}", shown(address->host), address->port) : listen;
}

}  // namespace polso
