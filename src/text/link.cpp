// Links and handles; see link.h.
#include "text/link.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace polso {
namespace {

constexpr auto kDomains =
    std::to_array<std::string_view>({"co", "com", "eu", "gl", "it", "ly", "me", "net", "org", "tv", "uk"});

std::size_t to_space(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && !is_space_byte(text[end])) ++end;
  return end - at;
}

bool starts_with_lowered(std::string_view text, std::size_t at, std::string_view prefix) {
  if (text.size() - at < prefix.size()) return false;
  return std::ranges::equal(text.substr(at, prefix.size()), prefix, [](char a, char b) { return lower_byte(a) == b; });
}

/// host.tld/… ; the first dot must come straight after letters, so most words are turned away at their end.
bool is_bare_host(std::string_view text, std::size_t at) {
  std::size_t i = at;
  std::size_t dot = std::string_view::npos;
  while (i < text.size() && (is_word_byte(text[i]) || text[i] == '-' || text[i] == '.')) {
    if (text[i] == '.') {
      if (dot != std::string_view::npos && i == dot + 1) return false;  // an ellipsis
      dot = i;
    }
    ++i;
  }
  if (dot == std::string_view::npos || i >= text.size() || text[i] != '/') return false;
  return std::ranges::binary_search(kDomains, text.substr(dot + 1, i - dot - 1));
}

}  // namespace

std::size_t link_length(std::string_view text, std::size_t at) {
  const char first = lower_byte(text[at]);
  if (first == 'h' && starts_with_lowered(text, at, "http") &&
      (starts_with_lowered(text, at, "http:") || starts_with_lowered(text, at, "https") || at + 4 == text.size() ||
       is_space_byte(text[at + 4])))
    return to_space(text, at);
  if (first == 'w' && starts_with_lowered(text, at, "www.")) return to_space(text, at);
  return is_bare_host(text, at) ? to_space(text, at) : 0;
}

std::size_t handle_length(std::string_view text, std::size_t at) {
  if (text[at] != '@') return 0;
  std::size_t end = at + 1;
  while (end < text.size() && (is_word_byte(text[end]) || text[end] == '_')) ++end;
  return end - at > 1 ? end - at : 0;
}

}  // namespace polso
