// Normalise, label, shuffle.
#include "learn/lines.h"

#include <fmt/format.h>

#include <unordered_set>
#include <utility>

#include "base/random.h"

namespace polso {
namespace {

constexpr std::string_view kLabel = "__label__";

/// Each line ended by a newline, in an order that the seed fixes (Fisher and Yates).
std::string shuffled(std::vector<std::string> lines, std::uint64_t seed) {
  Random random(seed);
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random.below(i)]);
  std::string text;
  for (const std::string& line : lines) {
    text += line;
    text += '\n';
  }
  return text;
}

}  // namespace

std::string LineMaker::plain_line(std::string_view text) const {
  std::string out;
  normaliser_(text, out);
  return out;
}

std::string LineMaker::line(std::string_view text) const {
  std::string out = plain_line(text);
  if (polarity_ != nullptr) polarity_->append_features(out);
  return out;
}

std::string LineMaker::labelled_line(const LabelledText& row) const {
  const std::string words = line(row.text);
  std::string out = fmt::format("{}{}", kLabel, name(row.label));
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
    if (word.empty() || word.starts_with(kLabel)) continue;
    out += ' ';
    out += word;
  }
  return out;
}

std::string plain_text(const LineMaker& maker, const Rows& rows, std::uint64_t seed) {
  std::vector<std::string> lines;
  std::unordered_set<std::string> seen;
  for (const LabelledText* row : rows) {
    std::string line = maker.plain_line(row->text);
    if (seen.insert(line).second) lines.push_back(std::move(line));
  }
  return shuffled(std::move(lines), seed);
}

std::string training_text(const LineMaker& maker, const Rows& rows, std::uint64_t seed) {
  std::vector<std::string> lines;
  lines.reserve(rows.size());
  for (const LabelledText* row : rows) lines.push_back(maker.labelled_line(*row));
  return shuffled(std::move(lines), seed);
}

}  // namespace polso
