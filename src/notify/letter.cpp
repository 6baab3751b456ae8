// Cutting at characters.
#include "notify/letter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/utf8.h"

namespace polso::notify {

std::string cut(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  std::size_t last = 0;  // where the character before begins
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == most) return std::string(text.substr(0, last)) + "…";
    last = at;
    at += decode_utf8(text.substr(at)).length;
  }
  return std::string(text);
}

std::string row_text(const std::vector<std::string>& row) {
  if (row.size() < 2) return row.empty() ? std::string() : row.front();
  return fmt::format("{}: {}", row.front(), fmt::join(row.begin() + 1, row.end(), " · "));
}

}  // namespace polso::notify
