// Files with a hash in their name never change; the others are asked for again each time.
#include "http/site.h"

#include <algorithm>
#include <array>

namespace polso::http {
namespace {

constexpr std::array<std::string_view, 5> kPages{"/", "/brands", "/models", "/label", "/alerts"};
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

bool is_page(std::string_view path) {
  return path.starts_with("/brand/") || path.starts_with("/alerts/") || std::ranges::find(kPages, path) != kPages.end();
}

const SiteFile* find(std::string_view name) {
  const auto files = site_files();
  const auto found = std::ranges::find(files, name, &SiteFile::path);
  return found == files.end() ? nullptr : &*found;
}

const SiteFile* file_for(std::string_view path) {
  if (is_page(path)) return find("index.html");
  if (path == "/docs") return find("docs.html");
  return path.size() > 1 && path != "/index.html" ? find(path.substr(1)) : nullptr;
}

/// "name-0A1B2C3D.js"
bool is_hashed(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  const std::size_t dot = name.rfind('.');
  return dash != std::string_view::npos && dot != std::string_view::npos && dot - dash == 9;
}

}  // namespace

std::optional<Response> site_response(const Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  const SiteFile* file = file_for(request.path);
  if (file == nullptr) return std::nullopt;
  Response response;
  response.content_type = file->content_type;
  response.headers.emplace_back("Cache-Control",
                                is_hashed(file->path) ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  const bool zipped =
      !file->gzipped.empty() && request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (zipped) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = zipped ? file->gzipped : file->bytes;
  return response;
}

}  // namespace polso::http
