// Answers gather in memory, up to a limit.
#include "hub/request.h"

#include <fmt/format.h>

#include "hub/curl.h"

namespace polso {
namespace {

constexpr std::size_t kLargestBody = std::size_t{16} << 20;

/// What libcurl hands over; 0 makes it end with CURLE_WRITE_ERROR.
std::size_t on_body(char* data, std::size_t size, std::size_t count, void* pointer) {
  auto& body = *static_cast<std::string*>(pointer);
  if (body.size() + size * count > kLargestBody) return 0;
  body.append(data, size * count);
  return size * count;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void read_head(CURL* curl, Answer& answer) {
  answer.status = status_of(curl);
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(curl, CURLH_HEADER, -1, header)) != nullptr) {
    answer.headers.emplace(lower(header->name), header->value);
  }
  char* target = nullptr;
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &target);
  if (target != nullptr) answer.redirect = target;
}

using Headers = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

/// The document of a POST, and the headers that must live as long as the request.
Headers ask_with(CURL* curl, const Question& question) {
  if (question.json.empty()) return {nullptr, curl_slist_free_all};
  Headers headers(curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question.json.c_str());
  return headers;
}

Transfer judge(CURLcode code, const Question& question, const Answer& answer) {
  if (code == CURLE_WRITE_ERROR) {
    return {.outcome = Outcome::kGiveUp,
            .error = {Code::kTooLarge, fmt::format("'{}' answers more than {} bytes", question.url, kLargestBody)}};
  }
  if (code != CURLE_OK) return judge_line(code, question.url);
  if (answer.status == 429) {
    return {.error = {Code::kUnavailable,
                      fmt::format("the server of '{}' answers 429: too many requests from here{}", question.url,
                                  question.token.empty() ? "; with a token in HF_TOKEN more are allowed" : "")}};
  }
  if (answer.status >= 500 || answer.status == 408) {
    return {.error = {Code::kUnavailable,
                      fmt::format("the server of '{}' answers {}: try later", question.url, answer.status)}};
  }
  return {.outcome = Outcome::kDone};
}

Transfer ask_once(const Question& question, const DownloadOptions& options, Answer& answer) {
  answer = {};
  const Curl curl = open_curl(question.url, question.token, options);
  if (!curl) return {.outcome = Outcome::kGiveUp, .error = {Code::kInternal, "libcurl does not start"}};
  if (question.headers) curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
  const Headers headers = ask_with(curl.get(), question);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(curl.get());
  read_head(curl.get(), answer);
  Transfer done = judge(code, question, answer);
  done.retry_after = retry_after(curl.get());
  return done;
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Result<Answer> ask(const Question& question, const DownloadOptions& options) {
  Answer answer;
  POLSO_TRY(try_often(options, [&] { return ask_once(question, options, answer); }));
  return answer;
}

Result<Answer> ask_along(Question question, const DownloadOptions& options) {
  constexpr int kMostHops = 5;
  const std::string home = origin_of(question.url);
  const std::string token = question.token;
  for (int hop = 0; hop <= kMostHops; ++hop) {
    POLSO_ASSIGN(Answer answer, ask(question, options));
    if (answer.redirect.empty()) return answer;
    const bool inside = origin_of(answer.redirect) == home;
    const bool tagged = !answer.header("etag").empty() || !answer.header("x-linked-etag").empty();
    if (!inside && tagged) return answer;
    question.url = answer.redirect;
    question.token = inside ? token : "";
  }
  return fail(Code::kUnavailable, fmt::format("'{}' redirects in circles", question.url));
}

}  // namespace polso
