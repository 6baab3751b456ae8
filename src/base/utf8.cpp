// A table-free decoder after the Unicode standard's table 3-7 (well-formed byte sequences).
#include "base/utf8.h"

#include <cstring>

namespace polso {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Lead {
  unsigned length;    // 0: not a lead byte
  unsigned char low;  // range of the second byte
  unsigned char high;
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

/// How many bytes at the front are plain ASCII; eight at a time.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

/// Offset of the first invalid sequence, or the size of the text.
std::size_t valid_prefix(std::string_view text) {
  std::size_t i = 0;
  while (true) {
    i += ascii_prefix(text.substr(i));
    if (i >= text.size()) return text.size();
    const Utf8Char c = decode_utf8(text.substr(i));
    if (!c.valid) return i;
    i += c.length;
  }
}

bool is_unsafe(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool bidi =
      code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return control || bidi || code == 0x2028 || code == 0x2029;
}

}  // namespace

Utf8Char decode_utf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return {first, 1, true};
  const Lead lead = lead_of(first);
  if (lead.length == 0) return {kReplacement, 1, false};
  char32_t code = first & (0x7FU >> lead.length);
  for (unsigned i = 1; i < lead.length; ++i) {
    if (i >= text.size()) return {kReplacement, i, false};
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xBF;
    if (byte < low || byte > high) return {kReplacement, i, false};
    code = (code << 6) | (byte & 0x3FU);
  }
  return {code, lead.length, true};
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) { return valid_prefix(text) == text.size(); }

std::size_t repair_utf8(std::string& text) {
  std::size_t at = valid_prefix(text);
  if (at == text.size()) return 0;
  std::string repaired;
  repaired.reserve(text.size() + 8);
  std::size_t count = 0;
  std::string_view rest = text;
  while (true) {
    repaired += rest.substr(0, at);
    rest.remove_prefix(at);
    if (rest.empty()) break;
    append_utf8(repaired, kReplacement);
    rest.remove_prefix(decode_utf8(rest).length);
    ++count;
    at = valid_prefix(rest);
  }
  text = std::move(repaired);
  return count;
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Utf8Char c = decode_utf8(text);
    append_utf8(out, is_unsafe(c.code) ? U'\uFFFD' : c.code);
    text.remove_prefix(c.length);
  }
  return out;
}

}  // namespace polso
