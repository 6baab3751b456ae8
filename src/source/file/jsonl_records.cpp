// JSONL through simdjson's On-Demand parser, line by line, so that a broken line touches no other.
#include <fmt/format.h>
#include <simdjson.h>

#include "source/file/json_keys.h"
#include "source/file/json_mend.h"
#include "source/file/lines.h"
#include "source/file/post_builder.h"
#include "source/file/records.h"

namespace polso {
namespace {

namespace ondemand = simdjson::ondemand;
using Kind = PostBuilder::Kind;

static_assert(Window::kPadding >= simdjson::SIMDJSON_PADDING);

class JsonlRecords final : public Records {
 public:
  JsonlRecords(Window window, const SourceOptions& options, const FieldMap& map)
      : lines_(std::move(window), options.max_line),
        max_line_(options.max_line),
        keys_(make_json_keys(map)),
        builder_(options, map) {}

  Result<Found> next(Post& post, BadLine& bad) override {
    Line line;
    do {
      POLSO_ASSIGN(const bool more, lines_.next(line));
      if (!more) return Found::kEnd;
    } while (line.text.find_first_not_of(" \t\r") == std::string_view::npos);
    bad.reason = line.too_long ? fmt::format("it is longer than {} bytes", max_line_) : read(line.text, post);
    if (bad.reason.empty()) return Found::kPost;
    bad.line = lines_.number();
    keep_front(line.text, bad);
    return Found::kBad;
  }

  Status restart() override { return {}; }
  Window& window() override { return lines_.window(); }

 private:
  std::string read(std::string_view line, Post& post);
  simdjson::error_code parse(std::string_view line);
  simdjson::error_code take_object(ondemand::object object, const std::vector<JsonKey>& keys);
  simdjson::error_code take_value(ondemand::value value, const JsonKey& key);

  LineReader lines_;
  std::size_t max_line_;
  std::vector<JsonKey> keys_;
  PostBuilder builder_;
  ondemand::parser parser_;
  const char* line_end_ = nullptr;  // of the line in parse()
};

/// Empty when the post is good, otherwise the reason.
std::string JsonlRecords::read(std::string_view line, Post& post) {
  builder_.begin(post);
  simdjson::error_code error = parse(line);
  if (error != simdjson::SUCCESS) {
    std::string mended = mend_json(line);
    if (mended != line) {
      const std::size_t size = mended.size();
      mended.append(Window::kPadding, ' ');
      builder_.begin(post);
      error = parse(std::string_view(mended).substr(0, size));
    }
  }
  if (error != simdjson::SUCCESS) return fmt::format("it is not one JSON object: {}", simdjson::error_message(error));
  return builder_.finish();
}

/// `line` has Window::kPadding readable bytes behind it.
simdjson::error_code JsonlRecords::parse(std::string_view line) {
  line_end_ = line.data() + line.size();
  ondemand::document document;
  if (const auto error = parser_.iterate(line.data(), line.size(), line.size() + Window::kPadding).get(document)) {
    return error;
  }
  ondemand::object object;
  if (const auto error = document.get_object().get(object)) return error;
  if (const auto error = take_object(object, keys_)) return error;
  const bool more_behind = document.current_location().error() == simdjson::SUCCESS;
  return more_behind ? simdjson::TAPE_ERROR : simdjson::SUCCESS;
}

simdjson::error_code JsonlRecords::take_object(ondemand::object object, const std::vector<JsonKey>& keys) {
  for (auto entry : object) {
    ondemand::field field;
    if (const auto error = std::move(entry).get(field)) return error;
    std::string_view name(field.key().raw(), static_cast<std::size_t>(line_end_ - field.key().raw()));
    name = name.substr(0, name.find('"'));
    if (name.find('\\') != std::string_view::npos) {
      if (const auto error = field.unescaped_key().get(name)) return error;
    }
    const JsonKey* key = find_key(keys, name);
    if (key == nullptr) continue;
    if (const auto error = take_value(field.value(), *key)) return error;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code JsonlRecords::take_value(ondemand::value value, const JsonKey& key) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\r')) {
    token.remove_suffix(1);
  }
  Kind kind = Kind::kOther;
  const char first = token.empty() ? '\0' : token.front();
  if (first == '"') {
    kind = Kind::kText;
    if (token.find('\\') != std::string_view::npos) {
      if (const auto error = value.get_string().get(token)) return error;
    } else {
      token = token.substr(1, token.size() - 2);  // most texts hold no escapes and need no copy
    }
  } else if (first == '-' || (first >= '0' && first <= '9')) {
    kind = Kind::kNumber;
  } else if (token == "null") {
    kind = Kind::kNull;
  } else if (first == '{' && !key.inner_keys.empty()) {
    ondemand::object inner;
    if (const auto error = value.get_object().get(inner)) return error;
    if (const auto error = take_object(inner, key.inner_keys)) return error;
  }
  for (const PostField field : key.fields) builder_.set(field, kind, token);
  return simdjson::SUCCESS;
}

}  // namespace

std::unique_ptr<Records> open_jsonl_records(Window window, const SourceOptions& options, const FieldMap& map) {
  return std::make_unique<JsonlRecords>(std::move(window), options, map);
}

}  // namespace polso
