// Each normalizer as a function, and a Sequence as one after the other.
#include "text/tokens/normalizer_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/tokens/base64.h"
#include "text/tokens/json_parts.h"
#include "text/tokens/white_space.h"
#include "text/unigram/charsmap.h"

namespace polso::tokens {
namespace {

using Json = nlohmann::json;

Result<Rewrite> precompiled(const Json& json) {
  const Json& encoded = member(json, "precompiled_charsmap");
  const auto blob = encoded.is_string() ? from_base64(encoded.get_ref<const std::string&>()) : std::nullopt;
  auto map = blob ? unigram::Charsmap::parse(*blob) : std::nullopt;
  if (!map) return corrupt("normalizer.precompiled_charsmap is damaged");
  return Rewrite([map = *std::move(map)](std::string_view text, std::string& out) { map.apply(text, out); });
}

Rewrite strip(bool left, bool right) {
  return [left, right](std::string_view text, std::string& out) {
    if (right) text = text.substr(0, space_before(text, 0, text.size()));
    if (left) text.remove_prefix(space_after(text, 0));
    out += text;
  };
}

/// Each run of two or more spaces becomes `content`.
Rewrite replace_spaces(const std::string& content) {
  return [content](std::string_view text, std::string& out) {
    while (!text.empty()) {
      const std::size_t begin = std::min(text.find("  "), text.size());
      out += text.substr(0, begin);
      text.remove_prefix(begin);
      if (text.empty()) break;
      out += content;
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    }
  };
}

Result<Rewrite> replace(const Json& json) {
  const Json& content = member(json, "content");
  if (member(member(json, "pattern"), "Regex") != " {2,}" || !content.is_string()) {
    return unsupported("a normalizer that replaces anything but runs of spaces");
  }
  return replace_spaces(content.get<std::string>());
}

Result<Rewrite> one_of(const Json& json) {
  const std::string type = type_of(json);
  if (type == "Precompiled") return precompiled(json);
  if (type == "Strip") return strip(flag(json, "strip_left"), flag(json, "strip_right"));
  if (type == "Replace") return replace(json);
  return unsupported("the normalizer '" + type + "' of a Unigram");
}

Rewrite one_after_the_other(std::vector<Rewrite> steps) {
  return [steps = std::move(steps)](std::string_view text, std::string& out) {
    std::string before(text);
    for (const Rewrite& step : steps) {
      std::string after;
      step(before, after);
      before = std::move(after);
    }
    out += before;
  };
}

}  // namespace

Result<Rewrite> normalizer_of(const Json& json) {
  if (json.is_null()) return Rewrite();
  if (type_of(json) != "Sequence") return one_of(json);
  if (!member(json, "normalizers").is_array()) return corrupt("normalizer.normalizers is not a list");
  std::vector<Rewrite> steps;
  for (const Json& part : member(json, "normalizers")) {
    POLSO_ASSIGN(Rewrite step, one_of(part));
    steps.push_back(std::move(step));
  }
  return one_after_the_other(std::move(steps));
}

}  // namespace polso::tokens
