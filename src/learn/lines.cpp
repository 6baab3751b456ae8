// Normalise, label, shuffle.
#include "learn/lines.h"

#include <fmt/format.h>

#include <utility>

#include "base/random.h"

namespace polso {
namespace {

constexpr std::string_view kLabel = "__label__";

}  // namespace

Result<LineMaker> LineMaker::of(const Recipe& recipe) {
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(recipe.normaliser));
  return LineMaker(normaliser);
}

std::string LineMaker::line(std::string_view text) const {
  std::string out;
  normaliser_(text, out);
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

std::string training_text(const LineMaker& maker, const std::vector<const LabelledText*>& rows, std::uint64_t seed) {
  std::vector<const LabelledText*> order = rows;
  Random random(seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  std::string text;
  for (const LabelledText* row : order) {
    text += maker.labelled_line(*row);
    text += '\n';
  }
  return text;
}

}  // namespace polso
