// Text in columns, counted in characters.
#include "report/columns.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"

namespace polso {
namespace {

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::size_t scaled(double fraction, std::size_t width) {
  return static_cast<std::size_t>(std::lround(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(width)));
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (; !text.empty(); ++columns) text.remove_prefix(decode_utf8(text).length);
  return columns;
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t used = columns_of(text);
  return std::string(text) + std::string(width > used ? width - used : 0, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t used = columns_of(text);
  return std::string(width > used ? width - used : 0, ' ') + std::string(text);
}

std::string bar(const Estimate& estimate, std::size_t width) {
  const std::size_t low = scaled(estimate.low, width);
  const std::size_t value = std::max(low, scaled(estimate.value, width));
  const std::size_t high = std::max(value, scaled(estimate.high, width));
  return repeat("█", low) + repeat("▓", value - low) + repeat("░", high - value) + repeat(" ", width - high);
}

std::string_view spark(const Share& share) {
  constexpr std::array<std::string_view, 8> kLevels{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (!share.enough) return "·";
  return kLevels[std::min<std::size_t>(7, static_cast<std::size_t>(share.corrected[0].value * 8))];
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    if (!lines.back().empty() && columns_of(lines.back()) + 1 + columns_of(word) > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return lines;
}

}  // namespace polso
