// nlohmann-json line by line: people do not give millions of labels.
#include "learn/retrain/label_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>

#include "learn/data/text_file.h"

namespace polso {
namespace {

using Json = nlohmann::json;

/// A key that is not there, or null, leaves what `into` holds.
template <class T>
Status read_key(const Json& object, const char* key, const char* kind, T& into) {
  const auto there = object.find(key);
  if (there == object.end() || there->is_null()) return {};
  const bool fits = std::is_same_v<T, bool> ? there->is_boolean() : there->is_string();
  if (!fits) return fail(Code::kInvalid, fmt::format("its {} is no {}", key, kind));
  into = there->get<T>();
  return {};
}

/// A number is epoch seconds or milliseconds, as parse_time() reads them.
Status read_time(const Json& object, Millis& into) {
  const auto there = object.find("at");
  if (there == object.end() || there->is_null()) return {};
  if (!there->is_string() && !there->is_number_integer()) return fail(Code::kInvalid, "its at is no time");
  POLSO_ASSIGN(into, parse_time(there->is_string() ? there->get<std::string>() : there->dump()));
  return {};
}

std::optional<Sentiment> label_of(const Json& object) {
  const auto there = object.find("label");
  if (there == object.end()) return std::nullopt;
  if (there->is_number_unsigned() && there->get<std::uint64_t>() < kSentiments) {
    return static_cast<Sentiment>(there->get<std::uint64_t>());
  }
  return there->is_string() ? parse_sentiment(there->get<std::string>()) : std::nullopt;
}

Result<LabelRow> row_of(std::string_view line) {
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object()) return fail(Code::kInvalid, "it is no JSON object");
  LabelRow row;
  POLSO_TRY(read_key(object, "text", "text", row.text));
  if (row.text.empty()) return fail(Code::kInvalid, "it has no text");
  const auto label = label_of(object);
  if (!label) return fail(Code::kInvalid, "its label is none of negative, neutral, positive, 0, 1, 2");
  row.label = *label;
  POLSO_TRY(read_key(object, "brand", "text", row.brand));
  POLSO_TRY(read_key(object, "lang", "text", row.lang));
  POLSO_TRY(read_key(object, "by", "text", row.by));
  POLSO_TRY(read_key(object, "asked", "true or false", row.asked));
  POLSO_TRY(read_key(object, "random", "true or false", row.random));
  POLSO_TRY(read_time(object, row.at));
  return row;
}

}  // namespace

Result<std::vector<LabelRow>> read_label_file(const std::filesystem::path& file) {
  POLSO_ASSIGN(const std::string text, read_text_file(file));
  std::vector<LabelRow> rows;
  POLSO_TRY(for_each_line(text, [&](std::size_t number, std::string_view line) -> Status {
    if (line.find_first_not_of(" \t") == std::string_view::npos) return {};
    auto row = row_of(line);
    if (!row) {
      return fail(row.error().code, fmt::format("'{}', line {}: {}", file.string(), number, row.error().message));
    }
    rows.push_back(std::move(*row));
    return {};
  }));
  return rows;
}

}  // namespace polso
