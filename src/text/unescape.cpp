// Undoes HTML entities and JSON escapes; see unescape.h.
#include "text/unescape.h"

#include <array>
#include <cstdint>
#include <utility>

#include "base/utf8.h"

namespace polso {
namespace {

struct Decoded {
  char32_t code = 0;
  std::size_t length = 0;  // of the escape; 0: there is none here
};

constexpr std::size_t kLongestEntity = 10;
constexpr std::array<std::pair<std::string_view, char32_t>, 24> kEntities{{
    {"amp", U'&'},         {"lt", U'<'},          {"gt", U'>'},          {"quot", U'"'},        {"apos", U'\''},
    {"nbsp", U' '},        {"hellip", U'\u2026'}, {"ldquo", U'\u201c'},  {"rdquo", U'\u201d'},  {"lsquo", U'\u2018'},
    {"rsquo", U'\u2019'},  {"ndash", U'\u2013'},  {"mdash", U'\u2014'},  {"hearts", U'\u2665'}, {"euro", U'\u20ac'},
    {"pound", U'\u00a3'},  {"agrave", U'\u00e0'}, {"egrave", U'\u00e8'}, {"eacute", U'\u00e9'}, {"igrave", U'\u00ec'},
    {"ograve", U'\u00f2'}, {"ugrave", U'\u00f9'}, {"laquo", U'\u00ab'},  {"raquo", U'\u00bb'},
}};

int digit_value(char c, int base) {
  int value = 99;
  if (c >= '0' && c <= '9') value = c - '0';
  if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
  if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
  return value < base ? value : -1;
}

bool is_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDFFF; }

/// "#8217;" or "#x2019;", after the ampersand.
Decoded numeric_entity(std::string_view body) {
  const int base = body.size() > 2 && (body[1] == 'x' || body[1] == 'X') ? 16 : 10;
  std::size_t i = base == 16 ? 2 : 1;
  const std::size_t first = i;
  char32_t code = 0;
  for (; i < body.size() && i - first < 7; ++i) {
    const int value = digit_value(body[i], base);
    if (value < 0) break;
    code = code * static_cast<char32_t>(base) + static_cast<char32_t>(value);
  }
  if (i == first || i >= body.size() || body[i] != ';') return {};
  return {code, i + 2};
}

Decoded entity(std::string_view text) {
  const std::string_view body = text.substr(1);
  if (body.starts_with('#')) return numeric_entity(body);
  const std::size_t end = body.substr(0, kLongestEntity).find(';');
  if (end == std::string_view::npos) return {};
  for (const auto& [name, code] : kEntities)
    if (body.substr(0, end) == name) return {code, end + 2};
  return {};
}

Decoded unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return {};
  char32_t code = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int value = digit_value(text[i], 16);
    if (value < 0) return {};
    code = code * 16 + static_cast<char32_t>(value);
  }
  return {code, 6};
}

Decoded json_escape(std::string_view text) {
  const Decoded high = unit(text);
  if (high.length == 0 || high.code < 0xD800 || high.code > 0xDBFF) return high;
  const Decoded low = unit(text.substr(6));
  if (low.length == 0 || low.code < 0xDC00 || low.code > 0xDFFF) return high;
  return {0x10000 + ((high.code - 0xD800) << 10) + (low.code - 0xDC00), 12};
}

}  // namespace

bool has_escapes(std::string_view text) {
  return text.find('&') != std::string_view::npos || text.find("\\u") != std::string_view::npos;
}

void unescape(std::string_view text, std::string& out, std::vector<std::size_t>* places) {
  out.clear();
  if (places != nullptr) places->clear();
  for (std::size_t i = 0; i < text.size();) {
    Decoded found;
    if (text[i] == '&') {
      found = entity(text.substr(i));
      if (found.code == U'&') {  // encoded twice
        std::string again = "&";
        again += text.substr(i + found.length, kLongestEntity + 1);
        if (const Decoded inner = entity(again); inner.length != 0)
          found = {inner.code, found.length + inner.length - 1};
      }
    } else if (text[i] == '\\') {
      found = json_escape(text.substr(i));
    }
    const std::size_t place = i;
    if (found.length == 0) {
      out += text[i++];
    } else {
      const bool bad = found.code == 0 || found.code > 0x10FFFF || is_surrogate(found.code);
      append_utf8(out, bad ? U'\uFFFD' : found.code);
      i += found.length;
    }
    if (places != nullptr) places->resize(out.size(), place);
  }
  if (places != nullptr) places->push_back(text.size());
}

}  // namespace polso
