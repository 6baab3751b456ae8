// The page's files, embedded in the program when it is built (web/build.mjs, web/embed.mjs).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "http/message.h"

namespace polso::http {

struct SiteFile {
  std::string_view path;  // "index.html"
  std::string_view content_type;
  std::string_view bytes;
  std::string_view gzipped;
};

/// Made by the build.
[[nodiscard]] std::span<const SiteFile> site_files();

/// The page at each of its addresses, its scripts and styles, /docs and /openapi.json; nothing for other paths. Only
/// for GET and HEAD.
[[nodiscard]] std::optional<Response> site_response(const Request& request);

}  // namespace polso::http
