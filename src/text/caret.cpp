// Columns as terminals count them; see caret.h.
#include "text/caret.h"

#include <utf8proc.h>

#include "base/utf8.h"

namespace polso {
namespace {

/// What stands for `code` on one line.
char32_t shown(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return U' ';
    case UTF8PROC_CATEGORY_CF:  // could turn the direction of the line
    case UTF8PROC_CATEGORY_CN:
      return U'\uFFFD';
    default:
      return code;
  }
}

}  // namespace

std::string with_caret(std::string_view sentence, std::string_view line, std::size_t at) {
  std::string text;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    const Utf8Char c = decode_utf8(line.substr(i));
    const char32_t code = shown(c.code);
    append_utf8(text, code);
    i += c.length;
    if (i <= at) column += static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(code)));
  }
  return std::string(sentence) + '\n' + text + '\n' + std::string(column, ' ') + '^';
}

}  // namespace polso
