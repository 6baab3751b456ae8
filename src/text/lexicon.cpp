// Published lexicons; see lexicon.h.
#include "text/lexicon.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polso {
namespace {

struct Entry {
  std::string_view word;
  double score;
};

constexpr double kFewestPosts = 10;  // an emoji seen less often says nothing
constexpr double kEmojiScale = 4;    // to VADER's scale of -4 to 4

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t end = line.find(separator);
    cells.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
  }
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<Entry> word_and_score(std::string_view line) {
  const auto cells = split(line, '\t');
  if (cells.size() < 2) return {};
  const auto score = number(cells[1]);
  return score ? std::optional(Entry{cells[0], *score}) : std::nullopt;
}

std::optional<Entry> emoji_counts(std::string_view line) {
  const auto cells = split(line, ',');
  if (cells.size() < 7) return {};
  const auto negative = number(cells[4]);
  const auto neutral = number(cells[5]);
  const auto positive = number(cells[6]);
  if (!negative || !neutral || !positive) return {};
  const double posts = *negative + *neutral + *positive;
  if (posts < kFewestPosts) return {};
  return Entry{cells[0], kEmojiScale * (*positive - *negative) / (posts + 5)};
}

}  // namespace

Status add_lexicon(std::string_view content, LexiconFormat format, Normaliser normaliser, PolarityColumn& column) {
  std::string token;
  bool any = false;
  for (std::string_view line : split(content, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto entry = format == LexiconFormat::kEmojiRanking ? emoji_counts(line) : word_and_score(line);
    if (!entry) continue;
    any = true;
    normaliser(entry->word, token);
    if (token.empty() || token.find(' ') != std::string::npos) continue;
    column.scores.try_emplace(token, entry->score);
  }
  return any ? Status() : fail(Code::kInvalid, "the lexicon holds no line of the expected form");
}

}  // namespace polso
