// Texts of a request's JSON, read with simdjson: strict UTF-8, bounded depth.
#pragma once

#include <simdjson.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace polso::http {

/// A parsed body. Its strings live until the same thread parses another.
class JsonDocument {
 public:
  /// kInvalid for what is not JSON or is nested deeper than 64 levels.
  [[nodiscard]] static Result<JsonDocument> parse(const std::string& body);

  [[nodiscard]] simdjson::dom::element root() const { return root_; }

 private:
  explicit JsonDocument(simdjson::dom::element root) : root_(root) {}
  simdjson::dom::element root_;
};

/// Views into a JsonDocument.
class Texts {
 public:
  /// kInvalid when the value is no text; `what` is its name in the sentence.
  [[nodiscard]] Status add(simdjson::dom::element value, std::string_view what);

  /// Of an array; kTooLarge for more than `most`.
  [[nodiscard]] Status add_all(simdjson::dom::element value, std::string_view what, std::size_t most);

  [[nodiscard]] std::span<const std::string_view> views() const { return views_; }

 private:
  std::vector<std::string_view> views_;
};

}  // namespace polso::http
