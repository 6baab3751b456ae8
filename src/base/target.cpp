// Looks up what stands elsewhere, and holds addresses to their kinds.
#include "base/target.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"

namespace polso {
namespace {

constexpr std::size_t kLongestSecret = std::size_t{1} << 12;

Result<std::string> reveal(const Hidden& hidden, std::string_view what, const Environment& environment) {
  switch (hidden.place) {
    case Hidden::Place::kNowhere:
      return std::string();
    case Hidden::Place::kHere:
      return hidden.text;
    case Hidden::Place::kVariable: {
      auto text = environment(hidden.text);
      if (text && !text->empty()) return std::move(*text);
      return fail(Code::kUsage,
                  fmt::format("{0}_env names {1}, but the environment has no {1}: set it", what, hidden.text));
    }
    case Hidden::Place::kFile:
      break;
  }
  auto text = read_file(hidden.text, kLongestSecret);
  if (!text) return fail(Code::kUsage, fmt::format("{}_file: {}", what, text.error().message));
  text->erase(text->find_last_not_of(" \r\n\t") + 1);
  if (text->empty()) return fail(Code::kUsage, fmt::format("{}_file: '{}' is empty", what, hidden.text));
  return std::move(*text);
}

std::string_view scheme_of(std::string_view url) {
  const std::size_t end = url.find("://");
  return end == std::string_view::npos ? std::string_view() : url.substr(0, end);
}

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

/// What is wrong with the address; empty when nothing is.
std::string fault_of_url(const Target& target) {
  const bool mail = target.kind == TargetKind::kEmail;
  const std::string_view scheme = scheme_of(target.url);
  const bool fits = mail ? scheme == "smtp" || scheme == "smtps" : scheme == "http" || scheme == "https";
  const std::string origin = origin_of_url(target.url);
  if (fits && origin.size() > scheme.size() + 3 && is_printable_ascii(target.url)) return {};
  return fmt::format("the url of {} must be like {}", kTargetKindNames[static_cast<std::size_t>(target.kind)],
                     mail ? "smtp://127.0.0.1:25" : "https://host/path");
}

}  // namespace

Result<Target> look_up(const TargetEntry& entry, const Environment& environment) {
  Target target = entry.target;
  const auto named = [&](Error error) {
    return fail(error.code, fmt::format("{}: target '{}': {}", entry.where, target.name, error.message));
  };
  auto url = reveal(entry.url, "url", environment);
  if (!url) return named(std::move(url.error()));
  target.url = std::move(*url);
  if (const std::string fault = fault_of_url(target); !fault.empty()) return named({Code::kUsage, fault});
  auto secret = reveal(entry.secret, "secret", environment);
  if (!secret) return named(std::move(secret.error()));
  target.secret = std::move(*secret);
  if (!is_printable_ascii(target.secret)) return named({Code::kUsage, "its secret holds blanks or unprintable bytes"});
  return target;
}

std::string origin_of_url(std::string_view url) {
  const std::string_view scheme = scheme_of(url);
  if (scheme.empty()) return {};
  std::string_view rest = url.substr(scheme.size() + 3);
  rest = rest.substr(0, rest.find_first_of("/?#\\"));
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  return fmt::format("{}://{}", scheme, rest);
}

}  // namespace polso
