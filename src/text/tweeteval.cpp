// The normaliser "tweeteval"; see tweeteval.h.
#include "text/tweeteval.h"

#include <algorithm>

#include "base/utf8.h"

namespace polso {

void normalise_tweeteval(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(std::string_view(" \n\r\0", 4), i), text.size());
    const std::string_view token = text.substr(i, end - i);
    if (token.size() > 1 && token[0] == '@') {
      out += "@user";
    } else if (token.starts_with("http")) {
      out += "http";
    } else {
      out += token;
    }
    if (end < text.size()) out += ' ';
    i = end + 1;
  }
  repair_utf8(out);
}

}  // namespace polso
