// Cutting a query into pieces, and the pieces into a tree; what is wrong is said where it is.
#include "text/brand_query_parser.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <array>
#include <utility>

#include "base/utf8.h"
#include "text/caret.h"

namespace polso {
namespace {

constexpr std::array<char32_t, 5> kQuotes{U'"', U'\u201C', U'\u201D', U'\u201E', U'\uFF02'};

bool is_quote(char32_t code) {
  for (const char32_t quote : kQuotes) {
    if (code == quote) return true;
  }
  return false;
}

bool is_gap(char32_t code) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         category == UTF8PROC_CATEGORY_CC;
}

}  // namespace

Result<BrandQuery> BrandQuery::parse(std::string_view query) { return BrandQueryParser(query).run(); }

Result<BrandQuery> BrandQueryParser::run() {
  if (text_.size() > BrandQuery::kMostBytes) {
    return fail(Code::kTooLarge, fmt::format("the query has {} bytes and may have {}: split it into two brands",
                                             text_.size(), BrandQuery::kMostBytes));
  }
  POLSO_TRY(advance());
  if (piece_.kind == Kind::kEnd) return fail(Code::kUsage, "the query is empty: write what the posts say");
  POLSO_ASSIGN(query_.root_, any(0));
  if (piece_.kind != Kind::kEnd) return misplaced();
  if (query_.matches(FoldedText())) {
    return wrong("this would match nearly every post: say also what the posts must have", first_not_);
  }
  return std::move(query_);
}

Status BrandQueryParser::advance() {
  while (next_ < text_.size()) {
    const Utf8Char c = decode_utf8(text_.substr(next_));
    if (!is_gap(c.code)) break;
    next_ += c.length;
  }
  piece_ = {.kind = Kind::kEnd, .at = next_, .body = {}};
  if (next_ == text_.size()) return {};
  const Utf8Char c = decode_utf8(text_.substr(next_));
  if (c.code == U'(' || c.code == U')') {
    piece_.kind = c.code == U'(' ? Kind::kOpen : Kind::kClose;
    next_ += c.length;
    return {};
  }
  if (is_quote(c.code)) return take_phrase(c.length);
  take_word();
  return {};
}

Status BrandQueryParser::take_phrase(std::size_t quote_size) {
  const std::size_t begin = next_ + quote_size;
  for (std::size_t at = begin; at < text_.size();) {
    const Utf8Char c = decode_utf8(text_.substr(at));
    if (is_quote(c.code)) {
      piece_.kind = Kind::kPhrase;
      piece_.body = text_.substr(begin, at - begin);
      next_ = at + c.length;
      return {};
    }
    at += c.length;
  }
  return wrong("this quotation mark is never closed", piece_.at);
}

void BrandQueryParser::take_word() {
  while (next_ < text_.size()) {
    const Utf8Char c = decode_utf8(text_.substr(next_));
    if (is_gap(c.code) || is_quote(c.code) || c.code == U'(' || c.code == U')') break;
    next_ += c.length;
  }
  piece_.body = text_.substr(piece_.at, next_ - piece_.at);
  piece_.kind = piece_.body == "AND"   ? Kind::kAnd
                : piece_.body == "OR"  ? Kind::kOr
                : piece_.body == "NOT" ? Kind::kNot
                                       : Kind::kWord;
}

BrandQueryParser::NodeResult BrandQueryParser::any(std::size_t depth) {
  POLSO_ASSIGN(std::uint32_t left, all(depth));
  while (piece_.kind == Kind::kOr) {
    POLSO_TRY(advance());
    POLSO_ASSIGN(const std::uint32_t right, all(depth));
    left = add(BrandQuery::Operator::kOr, left, right);
  }
  return left;
}

BrandQueryParser::NodeResult BrandQueryParser::all(std::size_t depth) {
  POLSO_ASSIGN(std::uint32_t left, single(depth));
  while (piece_.kind != Kind::kEnd && piece_.kind != Kind::kClose && piece_.kind != Kind::kOr) {
    if (piece_.kind == Kind::kAnd) POLSO_TRY(advance());
    POLSO_ASSIGN(const std::uint32_t right, single(depth));
    left = add(BrandQuery::Operator::kAnd, left, right);
  }
  return left;
}

BrandQueryParser::NodeResult BrandQueryParser::single(std::size_t depth) {
  if (depth == BrandQuery::kDeepest) {
    return wrong(fmt::format("more than {} brackets or NOTs inside each other", BrandQuery::kDeepest), piece_.at,
                 Code::kTooLarge);
  }
  switch (piece_.kind) {
    case Kind::kNot:
      return negated(depth + 1);
    case Kind::kOpen:
      return bracketed(depth + 1);
    case Kind::kWord:
    case Kind::kPhrase:
      return term();
    default:
      return misplaced();
  }
}

BrandQueryParser::NodeResult BrandQueryParser::negated(std::size_t depth) {
  if (first_not_ == 0) first_not_ = piece_.at;
  POLSO_TRY(advance());
  POLSO_ASSIGN(const std::uint32_t inner, single(depth));
  return add(BrandQuery::Operator::kNot, inner);
}

BrandQueryParser::NodeResult BrandQueryParser::bracketed(std::size_t depth) {
  const std::size_t open = piece_.at;
  POLSO_TRY(advance());
  POLSO_ASSIGN(const std::uint32_t inner, any(depth));
  if (piece_.kind != Kind::kClose) return wrong("this bracket is never closed", open);
  POLSO_TRY(advance());
  return inner;
}

BrandQueryParser::NodeResult BrandQueryParser::term() {
  if (piece_.kind == Kind::kWord && piece_.body.starts_with('-')) {
    return wrong("a - would not exclude the word: write NOT before it", piece_.at);
  }
  if (query_.terms_.size() == BrandQuery::kMostTerms) {
    return wrong(fmt::format("more than {} terms", BrandQuery::kMostTerms), piece_.at, Code::kTooLarge);
  }
  const FoldedText folded(piece_.body);
  if (folded.tokens().empty()) return wrong("here is no word, number, #tag or @handle", piece_.at);
  BrandQuery::Term words;
  for (const FoldedText::Token& token : folded.tokens()) {
    const std::string_view text = folded.text(token);
    words.push_back(
        {.kind = token.kind, .prefix = token.starred, .hash = FoldedText::hash_of(text), .text = std::string(text)});
  }
  query_.terms_.push_back(std::move(words));
  POLSO_TRY(advance());
  return add(BrandQuery::Operator::kTerm, static_cast<std::uint32_t>(query_.terms_.size() - 1));
}

std::uint32_t BrandQueryParser::add(BrandQuery::Operator kind, std::uint32_t left, std::uint32_t right) {
  query_.nodes_.push_back({.kind = kind, .left = left, .right = right});
  return static_cast<std::uint32_t>(query_.nodes_.size() - 1);
}

std::unexpected<Error> BrandQueryParser::wrong(std::string_view sentence, std::size_t at, Code code) const {
  return fail(code, with_caret(sentence, text_, at));
}

std::unexpected<Error> BrandQueryParser::misplaced() const {
  switch (piece_.kind) {
    case Kind::kEnd:
      return wrong("here the query ends and a word is missing", text_.size());
    case Kind::kClose:
      return wrong("nothing was opened or said before this bracket", piece_.at);
    default:
      return wrong(fmt::format("a word is missing before this {0}: to look for the word, write \"{0}\"", piece_.body),
                   piece_.at);
  }
}

}  // namespace polso
