// The keys of an object in any order, values taken as they stand: most texts hold no escapes and need no copy.
#include "source/file/json_post.h"

#include <fmt/format.h>

#include "source/file/json_mend.h"

namespace polso {
namespace {

namespace ondemand = simdjson::ondemand;
using Kind = PostBuilder::Kind;

/// simdjson asks since 3.2 what to do with lone surrogates: they stay errors.
template <class Field>
auto unescaped_key(Field& field) {
  if constexpr (requires { field.unescaped_key(false); }) {
    return field.unescaped_key(false);
  } else {
    return field.unescaped_key();
  }
}

}  // namespace

std::string JsonPostReader::read(std::string_view object, Post& post) {
  builder_.begin(post);
  simdjson::error_code error = parse(object);
  if (error != simdjson::SUCCESS) {
    std::string mended = mend_json(object);
    if (mended != object) {
      const std::size_t size = mended.size();
      mended.append(kPadding, ' ');
      builder_.begin(post);
      error = parse(std::string_view(mended).substr(0, size));
    }
  }
  if (error != simdjson::SUCCESS) return fmt::format("it is not one JSON object: {}", simdjson::error_message(error));
  return builder_.finish();
}

simdjson::error_code JsonPostReader::parse(std::string_view text) {
  end_ = text.data() + text.size();
  ondemand::document document;
  if (const auto error = parser_.iterate(text.data(), text.size(), text.size() + kPadding).get(document)) {
    return error;
  }
  ondemand::object object;
  if (const auto error = document.get_object().get(object)) return error;
  if (const auto error = take_object(object, keys_)) return error;
  const bool more_behind = document.current_location().error() == simdjson::SUCCESS;
  return more_behind ? simdjson::TAPE_ERROR : simdjson::SUCCESS;
}

simdjson::error_code JsonPostReader::take_object(ondemand::object object, const std::vector<JsonKey>& keys) {
  for (auto entry : object) {
    ondemand::field field;
    if (const auto error = std::move(entry).get(field)) return error;
    std::string_view name(field.key().raw(), static_cast<std::size_t>(end_ - field.key().raw()));
    name = name.substr(0, name.find('"'));
    if (name.find('\\') != std::string_view::npos) {
      if (const auto error = unescaped_key(field).get(name)) return error;
    }
    const JsonKey* key = find_key(keys, name);
    if (key == nullptr) continue;
    if (const auto error = take_value(field.value(), *key)) return error;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code JsonPostReader::take_value(ondemand::value value, const JsonKey& key) {
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

}  // namespace polso
