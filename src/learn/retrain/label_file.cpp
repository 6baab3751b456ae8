// nlohmann-json line by line: people do not give millions of labels.
#include "learn/retrain/label_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "learn/data/text_file.h"

namespace polso {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
  const auto there = object.find(key);
  return there != object.end() && there->is_string() ? there->get<std::string>() : std::string();
}

bool flag_of(const Json& object, const char* key, bool fallback) {
  const auto there = object.find(key);
  return there != object.end() && there->is_boolean() ? there->get<bool>() : fallback;
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
  row.text = text_of(object, "text");
  if (row.text.empty()) return fail(Code::kInvalid, "it has no text");
  const auto label = label_of(object);
  if (!label) return fail(Code::kInvalid, "its label is none of negative, neutral, positive, 0, 1, 2");
  row.label = *label;
  row.brand = text_of(object, "brand");
  row.lang = text_of(object, "lang");
  row.by = text_of(object, "by");
  row.asked = flag_of(object, "asked", true);
  row.random = flag_of(object, "random", false);
  if (const std::string at = text_of(object, "at"); !at.empty()) {
    POLSO_ASSIGN(row.at, parse_time(at));
  }
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
