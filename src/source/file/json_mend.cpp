// One pass over the line that knows whether it is inside a string.
#include "source/file/json_mend.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "base/utf8.h"

namespace polso {
namespace {

/// The code unit of an escape "\uXXXX" at the front; -1 for anything else.
int escaped_unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return -1;
  int unit = 0;
  const char* end = text.data() + 6;
  const auto [stop, error] = std::from_chars(text.data() + 2, end, unit, 16);
  return error == std::errc() && stop == end ? unit : -1;
}

bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Copies the escape at the front of `rest` and answers how long it was.
std::size_t mend_escape(std::string_view rest, std::string& out) {
  const int unit = escaped_unit(rest);
  const bool pair = is_high(unit) && is_low(escaped_unit(rest.substr(6)));
  const std::size_t length = pair ? 12 : unit >= 0 ? 6 : std::size_t{2};
  if (!pair && (is_high(unit) || is_low(unit))) {
    out += "\\ufffd";
  } else {
    out += rest.substr(0, length);
  }
  return length;
}

}  // namespace

std::string mend_json(std::string_view line) {
  std::string valid(line);
  repair_utf8(valid);
  std::string out;
  out.reserve(valid.size() + 64);
  bool in_string = false;
  for (std::size_t i = 0; i < valid.size();) {
    const char c = valid[i];
    if (in_string && c == '\\') {
      i += mend_escape(std::string_view(valid).substr(i), out);
      continue;
    }
    if (c == '"') in_string = !in_string;
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (control && in_string) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += control ? ' ' : c;
    }
    ++i;
  }
  return out;
}

}  // namespace polso
