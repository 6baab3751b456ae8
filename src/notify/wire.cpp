// libcurl's options for the two protocols, and what their answers mean.
#include "notify/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "base/target.h"
#include "base/utf8.h"
#include "hub/curl.h"
#include "notify/letter.h"

namespace polso::notify {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{1} << 16;
constexpr std::size_t kLongestExcerpt = 200;

using List = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

/// A list of libcurl's, which copies its texts.
List list_of(const std::vector<std::string>& texts) {
  curl_slist* list = nullptr;
  for (const std::string& text : texts) list = curl_slist_append(list, text.c_str());
  return {list, curl_slist_free_all};
}

/// Keeps the beginning; the rest is read and dropped, up to a limit at which the transfer ends.
struct Inbox {
  std::string text;
  std::size_t seen = 0;
};

std::size_t on_answer(char* data, std::size_t size, std::size_t count, void* pointer) {
  auto& inbox = *static_cast<Inbox*>(pointer);
  const std::size_t bytes = size * count;
  inbox.seen += bytes;
  if (inbox.seen > kLargestAnswer) return 0;
  inbox.text.append(data, std::min(bytes, 4 * kLongestExcerpt - std::min(inbox.text.size(), 4 * kLongestExcerpt)));
  return bytes;
}

struct Outbox {
  std::string_view rest;
};

std::size_t on_request(char* buffer, std::size_t size, std::size_t count, void* pointer) {
  auto& outbox = *static_cast<Outbox*>(pointer);
  const std::size_t bytes = std::min(size * count, outbox.rest.size());
  std::memcpy(buffer, outbox.rest.data(), bytes);
  outbox.rest.remove_prefix(bytes);
  return bytes;
}

/// What is not for the eyes of all: the secret, and all of the address but its origin.
std::string without_secrets(std::string text, const Parcel& parcel) {
  const std::size_t path = parcel.url.find('/', parcel.url.find("://") + 3);
  for (const std::string& hidden :
       {parcel.secret, path == std::string::npos ? std::string() : parcel.url.substr(path)}) {
    if (hidden.size() < 4) continue;
    for (std::size_t at = text.find(hidden); at != std::string::npos; at = text.find(hidden, at)) {
      text.replace(at, hidden.size(), "…");
    }
  }
  return text;
}

std::string excerpt(const Inbox& inbox, const Parcel& parcel) {
  std::string text = without_secrets(inbox.text, parcel);
  for (char& c : text) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  text = cut(printable(text), kLongestExcerpt);
  return text.empty() ? std::string() : fmt::format(": {}", text);
}

bool is_mail(const Parcel& parcel) { return parcel.url.starts_with("smtp"); }

bool is_loopback(const Parcel& parcel) {
  const std::string origin = origin_of_url(parcel.url);
  const std::string host = origin.substr(origin.find("://") + 3);
  return host.starts_with("127.") || host.starts_with("[::1]") || host == "localhost" || host.starts_with("localhost:");
}

Carried judge_http(long status, const Inbox& inbox, const Parcel& parcel) {
  const std::string origin = origin_of_url(parcel.url);
  if (status >= 200 && status < 300) return {};
  if (status >= 300 && status < 400) {
    return {Fate::kNever,
            fmt::format("{} answers {}: it has moved; write its new url into the config", origin, status)};
  }
  const bool later = status >= 500 || status == 408 || status == 429;
  return {later ? Fate::kLater : Fate::kNever, fmt::format("{} answers {}{}", origin, status, excerpt(inbox, parcel))};
}

Carried judge_mail(CURLcode code, long status, const Parcel& parcel, const char* words) {
  if (code == CURLE_OK) return {};
  const std::string origin = origin_of_url(parcel.url);
  if (code == CURLE_LOGIN_DENIED) return {Fate::kNever, fmt::format("{} refuses the user or the password", origin)};
  if (code == CURLE_USE_SSL_FAILED) {
    return {Fate::kNever, fmt::format("{} offers no TLS, without which no password is sent; use smtps://", origin)};
  }
  if (status >= 400) {
    return {status >= 500 ? Fate::kNever : Fate::kLater, fmt::format("{} answers {}", origin, status)};
  }
  return {Fate::kLater, fmt::format("cannot reach {}: {}", origin, without_secrets(words, parcel))};
}

void set_mail(CURL* handle, const Parcel& parcel, const curl_slist* to, Outbox& outbox) {
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, fmt::format("<{}>", parcel.from).c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, on_request);
  curl_easy_setopt(handle, CURLOPT_READDATA, &outbox);
  const curl_usessl tls = parcel.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL;
  curl_easy_setopt(handle, CURLOPT_USE_SSL, is_loopback(parcel) ? CURLUSESSL_NONE : tls);
  if (parcel.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, parcel.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, parcel.secret.c_str());
}

void set_http(CURL* handle, const Parcel& parcel, const curl_slist* headers) {
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(parcel.body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, parcel.body.c_str());
}

}  // namespace

Carried carry(const Parcel& parcel, const WireLimits& limits) {
  const bool mail = is_mail(parcel);
  const Curl curl =
      open_curl(parcel.url, mail ? "" : parcel.secret, {.rest = {}, .connect_timeout_s = limits.connect_seconds});
  if (!curl) return {Fate::kLater, "libcurl does not start"};
  CURL* handle = curl.get();
  std::array<char, CURL_ERROR_SIZE> words{};
  Inbox inbox;
  Outbox outbox{parcel.body};
  const List list = list_of(mail ? parcel.to : parcel.headers);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, limits.seconds);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_answer);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &inbox);
  mail ? set_mail(handle, parcel, list.get(), outbox) : set_http(handle, parcel, list.get());
  const CURLcode code = curl_easy_perform(handle);
  const long status = status_of(handle);
  const char* said = words.front() == '\0' ? curl_easy_strerror(code) : words.data();
  if (mail) return judge_mail(code, status, parcel, said);
  // An answer that is longer than anybody needs is an answer.
  if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && status > 0)) {
    return {Fate::kLater, fmt::format("cannot reach {}: {}", origin_of_url(parcel.url), without_secrets(said, parcel))};
  }
  Carried carried = judge_http(status, inbox, parcel);
  carried.retry_after = retry_after(handle).count() * kSecond;
  return carried;
}

Wire network(const WireLimits& limits) {
  return [limits](const Parcel& parcel) { return carry(parcel, limits); };
}

}  // namespace polso::notify
