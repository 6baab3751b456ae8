// Looking for terms among the tokens of a text: numbers first, letters only where these agree.
#include "text/brand_query.h"

#include <algorithm>

namespace polso {

bool BrandQuery::matches(std::uint32_t node, const FoldedText& text) const {
  const auto& [kind, left, right] = nodes_[node];
  switch (kind) {
    case Operator::kTerm:
      return found(terms_[left], text);
    case Operator::kAnd:
      return matches(left, text) && matches(right, text);
    case Operator::kOr:
      return matches(left, text) || matches(right, text);
    case Operator::kNot:
      return !matches(left, text);
  }
  return false;
}

bool BrandQuery::found(const Term& term, const FoldedText& text) {
  const Word& lead = term.front();
  if (!(lead.prefix ? text.may_begin(lead.text) : text.may_hold(lead.hash))) return false;
  const std::size_t count = text.tokens().size();
  for (std::size_t first = 0; first + term.size() <= count; ++first) {
    std::size_t at = first;
    if (std::ranges::all_of(term, [&](const Word& word) { return is_at(word, text, at++); })) return true;
  }
  return false;
}

bool BrandQuery::is_at(const Word& word, const FoldedText& text, std::size_t at) {
  if (!word.prefix && text.hashes()[at] != word.hash) return false;
  const FoldedText::Token& token = text.tokens()[at];
  const bool right_kind = word.kind == token.kind || (word.kind == FoldedKind::kWord && token.kind == FoldedKind::kTag);
  if (!right_kind) return false;
  return word.prefix ? text.text(token).starts_with(word.text) : text.text(token) == word.text;
}

}  // namespace polso
