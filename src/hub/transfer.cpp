// libcurl's easy interface; its codes become Outcomes here.
#include "hub/transfer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "hub/curl.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// What the callbacks of one request share.
struct Request {
  const Download& download;
  const Progress& progress;
  CURL* curl = nullptr;
  std::FILE* file = nullptr;
  std::uint64_t already = 0;  // in the file before this request
  std::uint64_t got = 0;
  int write_error = 0;
  bool refused_range = false;
  bool too_large = false;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* pointer) {
  auto& request = *static_cast<Request*>(pointer);
  const std::size_t bytes = size * count;
  const long status = status_of(request.curl);
  if (request.already > 0 && status == 200) {  // the server sends everything again
    request.refused_range = true;
    return 0;
  }
  if (status >= 300) return bytes;  // a page that explains an error is not kept
  request.got += bytes;
  if (request.download.bytes > 0 && request.already + request.got > request.download.bytes) {
    request.too_large = true;
    return 0;
  }
  if (std::fwrite(data, 1, bytes, request.file) != bytes) {
    request.write_error = errno;
    return 0;
  }
  request.progress("fetch " + request.download.to.filename().string(), request.already + request.got,
                   request.download.bytes);
  return bytes;
}

Transfer give_up(Code code, std::string message) {
  return {.outcome = Outcome::kGiveUp, .error = {code, std::move(message)}};
}

Transfer again(std::string message) {
  return {.outcome = Outcome::kAgain, .error = {Code::kUnavailable, std::move(message)}};
}

Transfer start_over(std::string message) {
  return {.outcome = Outcome::kStartOver, .error = {Code::kUnavailable, std::move(message)}};
}

/// What an HTTP status says.
Transfer judge_status(long status, const Request& request) {
  const std::string& url = request.download.url;
  if (status == 416) return start_over(fmt::format("'{}' cannot be resumed", url));
  if (status == 404 || status == 410) {
    return give_up(Code::kNotFound, fmt::format("'{}' is not there ({}): the address may have changed", url, status));
  }
  if (status == 401 || status == 403) {
    return give_up(Code::kPermission, fmt::format("'{}' may not be read ({}): it may need a login", url, status));
  }
  if (status >= 500 || status == 408 || status == 429) {
    return again(fmt::format("the server of '{}' answers {}: try later", url, status));
  }
  if (status != 200 && status != 206) {
    return give_up(Code::kUnavailable, fmt::format("the server of '{}' answers {}", url, status));
  }
  return {.outcome = Outcome::kDone};
}

/// What libcurl's code and the callbacks say; HTTP statuses come first, since a body that explains them may be cut.
Transfer judge_request(CURLcode code, const Request& request) {
  const std::string& url = request.download.url;
  if (request.refused_range) return start_over("the server does not resume");
  if (request.too_large) {
    return give_up(Code::kTooLarge,
                   fmt::format("'{}' is larger than the {} bytes it should have", url, request.download.bytes));
  }
  if (request.write_error != 0) {
    return {.outcome = Outcome::kGiveUp,
            .error = errno_error(request.write_error, fmt::format("cannot write '{}'", request.download.to.string()))};
  }
  const long status = status_of(request.curl);
  if (status >= 300) return judge_status(status, request);
  if (code != CURLE_OK) return judge_line(code, url);
  const std::uint64_t size = request.already + request.got;
  if (size < request.download.bytes) {
    return again(fmt::format("'{}' ended after {} of {} bytes", url, size, request.download.bytes));
  }
  return judge_status(status, request);
}

}  // namespace

Transfer transfer(const Download& download, const fs::path& part, const DownloadOptions& options,
                  const Progress& progress) {
  const File file(std::fopen(part.c_str(), "ab"), std::fclose);
  if (!file) {
    return {.outcome = Outcome::kGiveUp, .error = errno_error(errno, fmt::format("cannot write '{}'", part.string()))};
  }
  const Curl curl = open_curl(download.url, download.token, options);
  if (!curl) return give_up(Code::kInternal, "libcurl does not start");
  std::error_code ignored;
  Request request{download, progress, curl.get(), file.get(), fs::file_size(part, ignored)};
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(request.already));
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &request);
  const CURLcode code = curl_easy_perform(curl.get());
  const bool kept = std::fflush(file.get()) == 0 && ::fsync(::fileno(file.get())) == 0;
  if (!kept && request.write_error == 0) request.write_error = errno;
  Transfer done = judge_request(code, request);
  done.got = request.got;
  done.retry_after = retry_after(curl.get());
  return done;
}

}  // namespace polso
