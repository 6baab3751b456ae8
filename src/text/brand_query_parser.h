// BrandQueryParser: a query's text as a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/brand_query.h"

namespace polso {

/// Recursive descent, one function a level of binding. One use.
class BrandQueryParser {
 public:
  explicit BrandQueryParser(std::string_view text) : text_(text) {}
  [[nodiscard]] Result<BrandQuery> run();

 private:
  enum class Kind : std::uint8_t { kEnd, kOpen, kClose, kAnd, kOr, kNot, kWord, kPhrase };
  struct Piece {
    Kind kind = Kind::kEnd;
    std::size_t at = 0;     // in text_
    std::string_view body;  // of words and phrases
  };
  using NodeResult = Result<std::uint32_t>;

  [[nodiscard]] Status advance();
  [[nodiscard]] Status take_phrase(std::size_t quote_size);
  void take_word();
  [[nodiscard]] NodeResult any(std::size_t depth);     // a OR b
  [[nodiscard]] NodeResult all(std::size_t depth);     // a AND b, a b
  [[nodiscard]] NodeResult single(std::size_t depth);  // NOT a, (a), a
  [[nodiscard]] NodeResult negated(std::size_t depth);
  [[nodiscard]] NodeResult bracketed(std::size_t depth);
  [[nodiscard]] NodeResult term();
  [[nodiscard]] std::uint32_t add(BrandQuery::Operator kind, std::uint32_t left, std::uint32_t right = 0);
  [[nodiscard]] std::unexpected<Error> wrong(std::string_view sentence, std::size_t at, Code code = Code::kUsage) const;
  [[nodiscard]] std::unexpected<Error> misplaced() const;

  std::string_view text_;
  std::size_t next_ = 0;  // where the piece after piece_ may begin
  Piece piece_;
  std::size_t first_not_ = 0;
  BrandQuery query_;
};

}  // namespace polso
