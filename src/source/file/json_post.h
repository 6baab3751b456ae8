// A Post from one JSON object, through simdjson's On-Demand parser.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "post/post.h"
#include "source/file/json_keys.h"
#include "source/file/post_builder.h"

namespace polso {

/// One thread. Broken Unicode in the object is mended, anything else that is not JSON is told.
class JsonPostReader {
 public:
  /// So many bytes behind a text must be readable, and may hold anything.
  static constexpr std::size_t kPadding = simdjson::SIMDJSON_PADDING;

  JsonPostReader(const SourceOptions& options, const FieldMap& map)
      : keys_(make_json_keys(map)), builder_(options, map) {}

  /// Empty when the post is good, otherwise the reason. `object` has kPadding readable bytes behind it.
  [[nodiscard]] std::string read(std::string_view object, Post& post);

 private:
  simdjson::error_code parse(std::string_view object);
  simdjson::error_code take_object(simdjson::ondemand::object object, const std::vector<JsonKey>& keys);
  simdjson::error_code take_value(simdjson::ondemand::value value, const JsonKey& key);

  std::vector<JsonKey> keys_;
  PostBuilder builder_;
  simdjson::ondemand::parser parser_;
  const char* end_ = nullptr;  // of the text in parse()
};

}  // namespace polso
