// One code point at a time.
#include "text/lower.h"

#include <utf8proc.h>

#include "base/utf8.h"

namespace polso {

std::string lowered(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Utf8Char c = decode_utf8(text);
    append_utf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.code))));
    text.remove_prefix(c.length);
  }
  return out;
}

}  // namespace polso
