// What is the same for every answer.
#include "http/message.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace polso::http {
namespace {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::kUsage:
    case Code::kInvalid:
    case Code::kCorrupt:
      return "invalid";
    case Code::kNotFound:
      return "not_found";
    case Code::kPermission:
      return "forbidden";
    case Code::kExists:
      return "exists";
    case Code::kTooLarge:
      return "too_large";
    case Code::kUnsupported:
      return "unsupported";
    case Code::kRefused:
      return "refused";
    case Code::kNoSpace:
    case Code::kUnavailable:
      return "unavailable";
    case Code::kInternal:
      break;
  }
  return "internal";
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string_view Request::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Response error_response(unsigned status, std::string_view code, std::string_view message) {
  const nlohmann::ordered_json out{{"error", {{"code", code}, {"message", message}}}};
  Response response;
  response.status = status;
  response.body = out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

Response error_response(const Error& error) {
  Response response =
      error_response(static_cast<unsigned>(http_status(error.code)), code_name(error.code), error.message);
  if (error.code == Code::kUnavailable) response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response json_response(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

Response busy() {
  Response response = error_response(429, "too_many", "too much is waiting already: try again in a second");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
      const int low = high >= 0 ? digit(text[i + 2]) : -1;
      if (low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos || !is_valid_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace polso::http
