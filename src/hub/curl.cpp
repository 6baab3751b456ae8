// The options that every request gets.
#include "hub/curl.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <mutex>
#include <string_view>

namespace polso {
namespace {

std::string header(CURL* curl, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : "";
}

/// The seconds of `"api";r=0;t=55`; 0 when there are none.
long seconds_of_rate_limit(std::string_view text) {
  const std::size_t at = text.find(";t=");
  long seconds = 0;
  if (at != std::string_view::npos) std::from_chars(text.data() + at + 3, text.data() + text.size(), seconds);
  return std::max(seconds, 0L);
}

std::string part_of(CURLU* url, CURLUPart part, unsigned flags) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, void (*)(void*)> owner(text, curl_free);
  return text;
}

}  // namespace

Curl open_curl(const std::string& url, const std::string& token, const DownloadOptions& options) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) return curl;
  CURL* handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 10L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "polso");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, options.connect_timeout_s);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, options.stall_timeout_s);
  if (const char* authorities = std::getenv("CURL_CA_BUNDLE"); authorities != nullptr && *authorities != '\0') {
    curl_easy_setopt(handle, CURLOPT_CAINFO, authorities);
  }
  if (!token.empty()) {
    curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(handle, CURLOPT_XOAUTH2_BEARER, token.c_str());
  }
  return curl;
}

long status_of(CURL* curl) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

std::chrono::seconds retry_after(CURL* curl) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
  if (seconds > 0) return std::chrono::seconds(seconds);
  return std::chrono::seconds(status_of(curl) == 429 ? seconds_of_rate_limit(header(curl, "ratelimit")) : 0);
}

Transfer judge_line(CURLcode code, const std::string& url) {
  if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT) {
    return {.outcome = Outcome::kGiveUp,
            .error = {Code::kUsage, fmt::format("'{}' is not an http or https address", url)}};
  }
  return {.outcome = Outcome::kAgain,
          .error = {Code::kUnavailable,
                    fmt::format("cannot fetch '{}': {} (is the network there?)", url, curl_easy_strerror(code))}};
}

std::string origin_of(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parts(curl_url(), curl_url_cleanup);
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  std::string host = part_of(parts.get(), CURLUPART_HOST, 0);
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return fmt::format("{}://{}:{}", part_of(parts.get(), CURLUPART_SCHEME, 0), host,
                     part_of(parts.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT));
}

}  // namespace polso
