// What all requests on libcurl have in common.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <string>

#include "hub/attempts.h"

namespace polso {

using Curl = std::unique_ptr<CURL, void (*)(CURL*)>;

/// A handle for one http(s) request; null when libcurl does not start. A `token` that is not empty goes to the host,
/// port and scheme of `url` alone: libcurl drops it on a redirect to any other. CURL_CA_BUNDLE names a file with the
/// authorities to trust, as it does to curl and to Python's requests.
[[nodiscard]] Curl open_curl(const std::string& url, const std::string& token, const DownloadOptions& options);

/// 0 when no answer came.
[[nodiscard]] long status_of(CURL* curl);

/// The header `Retry-After`, else the seconds to go of `RateLimit` (IETF draft, as the Hugging Face hub sends it).
[[nodiscard]] std::chrono::seconds retry_after(CURL* curl);

/// A request that got no answer, or not all of it.
[[nodiscard]] Transfer judge_line(CURLcode code, const std::string& url);

/// "scheme://host:port" of an address, its default port written out; empty when it is none.
[[nodiscard]] std::string origin_of(const std::string& url);

}  // namespace polso
