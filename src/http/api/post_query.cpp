// A cursor is two numbers: nobody else's data, so it needs no secret.
#include "http/api/post_query.h"

#include <fmt/format.h>

#include <charconv>

namespace polso::http {

Result<PostQuery> post_query(Parameters& parameters) {
  PostQuery query;
  POLSO_ASSIGN(auto brand, parameters.text("brand"));
  POLSO_ASSIGN(const auto from, parameters.time("from"));
  POLSO_ASSIGN(const auto to, parameters.time("to"));
  POLSO_ASSIGN(const auto label, parameters.text("label", 20));
  POLSO_ASSIGN(query.lang, parameters.text("lang", 20));
  POLSO_ASSIGN(query.source, parameters.text("source"));
  POLSO_ASSIGN(query.model, parameters.text("model"));
  if (brand) query.brand = std::move(*brand);
  query.from = from.value_or(kMinTime);
  query.to = to.value_or(kMaxTime + 1);
  if (from && to && *from >= *to) return fail(Code::kInvalid, "'from' must be before 'to'");
  if (label) {
    for (std::size_t s = 0; s < kSentiments; ++s) {
      if (*label == kSentimentNames[s]) query.label = static_cast<Sentiment>(s);
    }
    if (!query.label) return fail(Code::kInvalid, "'label' must be negative, neutral or positive");
  }
  return query;
}

std::string cursor_text(const PostCursor& cursor) { return fmt::format("{}.{}", cursor.time, cursor.seq); }

Result<PostCursor> parse_cursor(const std::string& text) {
  PostCursor cursor;
  const char* end = text.data() + text.size();
  const auto [dot, first] = std::from_chars(text.data(), end, cursor.time);
  if (first == std::errc() && dot != end && *dot == '.') {
    const auto [stop, second] = std::from_chars(dot + 1, end, cursor.seq);
    if (second == std::errc() && stop == end) return cursor;
  }
  return fail(Code::kInvalid, "'cursor' is not the 'next' of an answer");
}

}  // namespace polso::http
