// BrandQuery: which posts are about a brand, in words that an analyst writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/folded_text.h"

namespace polso {

/// AND, OR and NOT in capitals, brackets, and terms; two terms side by side mean AND, which binds closer than OR.
///   aurora        the whole word, also as #aurora, never as @aurora; case, accents and width do not count
///   auror*        words that begin so
///   "air aurora"  these words, one straight after the other; so too what holds marks: coca-cola, McDonald's
///   #aurora       the tag     @aurora   the handle     "and"   a word that would be an operator
/// Immutable; any number of threads.
class BrandQuery {
 public:
  static constexpr std::size_t kMostBytes = 2'000;
  static constexpr std::size_t kMostTerms = 200;
  static constexpr std::size_t kDeepest = 50;

  /// kUsage, kTooLarge beyond a limit: a sentence, the query, and ^ under the place, on three lines. A query that
  /// posts match by what they do not say is refused: it would match nearly all of them.
  [[nodiscard]] static Result<BrandQuery> parse(std::string_view query);

  [[nodiscard]] bool matches(const FoldedText& text) const { return matches(root_, text); }

 private:
  friend class BrandQueryParser;

  struct Word {
    FoldedKind kind = FoldedKind::kWord;
    bool prefix = false;
    std::size_t hash = 0;
    std::string text;
  };
  using Term = std::vector<Word>;  // one straight after the other

  enum class Operator : std::uint8_t { kTerm, kAnd, kOr, kNot };
  struct Node {
    Operator kind = Operator::kTerm;
    std::uint32_t left = 0;   // kTerm: in terms_
    std::uint32_t right = 0;  // kAnd and kOr only
  };

  BrandQuery() = default;
  [[nodiscard]] bool matches(std::uint32_t node, const FoldedText& text) const;
  [[nodiscard]] static bool found(const Term& term, const FoldedText& text);
  [[nodiscard]] static bool is_at(const Word& word, const FoldedText& text, std::size_t at);

  std::vector<Term> terms_;
  std::vector<Node> nodes_;
  std::uint32_t root_ = 0;
};

}  // namespace polso
