// Follows huggingface_hub's constants.py and utils/_auth.py in order of precedence.
#include "hub/place.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHub = "https://huggingface.co";
constexpr std::size_t kLongestToken = 4096;

/// Set and not empty.
std::optional<std::string> set(const Environment& environment, const std::string& name) {
  auto value = environment(name);
  if (value && value->empty()) value.reset();
  return value;
}

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// $NAME and ${NAME}; what is not set stays as it is written.
std::string expand_names(std::string_view text, const Environment& environment) {
  std::string out;
  while (!text.empty()) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    out += text.substr(0, dollar);
    text.remove_prefix(dollar);
    if (text.empty()) break;
    const bool braced = text.starts_with("${");
    const std::size_t begin = braced ? 2 : 1;
    std::size_t end = begin;
    while (end < text.size() && is_word(text[end])) ++end;
    const auto value = environment(std::string(text.substr(begin, end - begin)));
    if (braced && end < text.size() && text[end] == '}') ++end;
    out += value ? std::string_view(*value) : text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

fs::path expand(const std::string& path, const Environment& environment) {
  const auto home = set(environment, "HOME");
  const bool tilde = home && (path == "~" || path.starts_with("~/"));
  return expand_names(tilde ? *home + path.substr(1) : path, environment);
}

Result<fs::path> hub_home(const Environment& environment) {
  if (const auto home = set(environment, "HF_HOME")) return expand(*home, environment);
  if (const auto cache = set(environment, "XDG_CACHE_HOME")) return expand(*cache, environment) / "huggingface";
  if (const auto home = set(environment, "HOME")) return fs::path(*home) / ".cache/huggingface";
  return fail(Code::kUsage, "set HF_HOME to a folder for models of the Hugging Face hub, since HOME is not set either");
}

bool is_true(const Environment& environment, const std::string& name) {
  std::string value = environment(name).value_or("");
  std::ranges::transform(value, value.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return value == "1" || value == "ON" || value == "YES" || value == "TRUE";
}

std::string trimmed(std::string text) {
  constexpr std::string_view kBlank = " \t\r\n";
  text.erase(0, std::min(text.find_first_not_of(kBlank), text.size()));
  text.erase(text.find_last_not_of(kBlank) + 1);
  return text;
}

Status read_token(const Environment& environment, HubPlace& place) {
  for (const char* name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
    place.token_from = name;
    place.token = trimmed(environment(name).value_or(""));
    if (!place.token.empty()) return {};
  }
  fs::path file;
  if (const auto named = set(environment, "HF_TOKEN_PATH")) {
    file = expand(*named, environment);
  } else {
    POLSO_ASSIGN(file, hub_home(environment));
    file /= "token";
  }
  const auto text = read_file(file, kLongestToken);
  if (!text && text.error().code != Code::kNotFound) return std::unexpected(text.error());
  place.token_from = file.string();
  place.token = trimmed(text.value_or(""));
  return {};
}

}  // namespace

Result<fs::path> hub_cache(const Environment& environment) {
  for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
    if (const auto cache = set(environment, name)) return expand(*cache, environment);
  }
  POLSO_ASSIGN(const fs::path home, hub_home(environment));
  return home / "hub";
}

Result<HubPlace> hub_place(const Environment& environment) {
  HubPlace place;
  POLSO_ASSIGN(place.cache, hub_cache(environment));
  place.endpoint = set(environment, "HF_ENDPOINT").value_or(std::string(kHub));
  while (place.endpoint.ends_with('/')) place.endpoint.pop_back();
  place.offline = is_true(environment, "HF_HUB_OFFLINE") || is_true(environment, "TRANSFORMERS_OFFLINE");
  POLSO_TRY(read_token(environment, place));
  if (!std::ranges::all_of(place.token, [](char c) { return c > ' ' && c <= '~'; })) {
    return fail(Code::kUsage, fmt::format("the token in {} has characters that no token has: make a new one at {}",
                                          place.token_from, "https://huggingface.co/settings/tokens"));
  }
  return place;
}

}  // namespace polso
