// From settings to what the server is made of.
#pragma once

#include <string>

#include "base/config.h"
#include "http/app.h"
#include "http/server.h"

namespace polso {

struct ServeOptions {
  http::ServerOptions server;
  http::AppOptions app;
  std::string shown_host;  // for an address to click on
};

/// kUsage for an address that is none.
[[nodiscard]] Result<ServeOptions> serve_options(const Config& config, unsigned threads);

/// Where a browser on the server's machine finds what listens there: an address of every interface is no place to go
/// to.
[[nodiscard]] std::string address_to_visit(const std::string& listen);

}  // namespace polso
