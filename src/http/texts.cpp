// One parser a thread, which keeps its memory unless a body was very large.
#include "http/texts.h"

#include <fmt/format.h>

namespace polso::http {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kKeptCapacity = std::size_t{1} << 20;

}  // namespace

Result<JsonDocument> JsonDocument::parse(const std::string& body) {
  thread_local std::unique_ptr<simdjson::dom::parser> parser;
  if (!parser || parser->capacity() > kKeptCapacity) parser = std::make_unique<simdjson::dom::parser>();
  const bool fits = body.size() <= parser->capacity() && parser->max_depth() == kDeepest;
  if (!fits && parser->allocate(std::max(body.size(), std::size_t{4096}), kDeepest) != simdjson::SUCCESS) {
    return fail(Code::kTooLarge, "the body is too large to be read");
  }
  simdjson::dom::element root;
  const auto error = parser->parse(body).get(root);
  if (error == simdjson::SUCCESS) return JsonDocument(root);
  if (error == simdjson::DEPTH_ERROR) {
    return fail(Code::kInvalid, fmt::format("the body is nested deeper than {} levels", kDeepest));
  }
  return fail(Code::kInvalid, fmt::format("the body is not JSON: {}", simdjson::error_message(error)));
}

Status Texts::add(simdjson::dom::element value, std::string_view what) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return fail(Code::kInvalid, fmt::format("'{}' must be a text", what));
  views_.push_back(text);
  return {};
}

Status Texts::add_all(simdjson::dom::element value, std::string_view what, std::size_t most) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) {
    return fail(Code::kInvalid, fmt::format("'{}' must be an array of texts", what));
  }
  views_.reserve(array.size());
  for (const simdjson::dom::element text : array) {
    if (views_.size() == most) {
      return fail(Code::kTooLarge, fmt::format("more than {} texts at once are too many", most));
    }
    POLSO_TRY(add(text, what));
  }
  return {};
}

}  // namespace polso::http
