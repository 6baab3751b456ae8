// Encodings by their RFCs.
#include "notify/mime.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/lang.h"
#include "base/utf8.h"
#include "notify/signature.h"

namespace polso::notify {
namespace {

constexpr std::size_t kLongestLine = 76;
constexpr std::size_t kBytesOfWord = 42;  // of UTF-8 in one encoded word: 56 of base64 and its frame are under 75

bool stays(char c) { return (c >= '!' && c <= '~' && c != '=') || c == ' ' || c == '\t'; }

/// One line, without its end.
void append_line(std::string& out, std::string_view line) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool last = i + 1 == line.size();
    const bool blank = line[i] == ' ' || line[i] == '\t';
    const std::string piece = stays(line[i]) && !(last && blank)
                                  ? std::string(1, line[i])
                                  : fmt::format("={:02X}", static_cast<unsigned char>(line[i]));
    if (width + piece.size() > kLongestLine - 1) {  // room for the soft break
      out += "=\r\n";
      width = 0;
    }
    out += piece;
    width += piece.size();
  }
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_line(out, line);
    out += "\r\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string encoded_header(std::string_view text) {
  const bool ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (ascii && text.size() < kLongestLine - 20 && !text.contains("=?")) return std::string(text);
  std::string out;
  while (!text.empty()) {
    std::size_t taken = 0;
    while (taken < text.size()) {  // whole characters
      const std::size_t next = decode_utf8(text.substr(taken)).length;
      if (taken + next > kBytesOfWord) break;
      taken += next;
    }
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(text.substr(0, taken)));
    text.remove_prefix(taken);
  }
  return out;
}

std::string mail_date(Millis time) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const Millis midnight = floor_time(time, kDay);
  const std::chrono::weekday day{std::chrono::sys_days(std::chrono::days(midnight / kDay))};
  const Millis seconds = (time - midnight) / kSecond;
  return fmt::format("{}, {} {:02}:{:02}:{:02} +0000", kDays[day.c_encoding()], date(time, Lang::kEnglish),
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace polso::notify
