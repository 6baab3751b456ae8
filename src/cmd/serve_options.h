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

}  // namespace polso
