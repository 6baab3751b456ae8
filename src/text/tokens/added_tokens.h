// AddedTokens: special tokens, found where a text spells them out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polso::tokens {

struct AddedToken {
  std::string content;
  std::int32_t id = 0;
  bool lstrip = false;      // takes the white space before it along
  bool rstrip = false;      // and after it
  bool normalized = false;  // looked for after the others, in what they leave and a model reads
};

/// Called with each stretch of a text: an id for a token, nothing for text in between (never empty). False stops.
using TakePiece = std::function<bool(std::string_view piece, std::optional<std::int32_t> id)>;

/// Of one kind (`normalized` or not): looked for from the left, the longest wins.
class TokenSet {
 public:
  /// Tokens without content are left out. No two are equal.
  explicit TokenSet(std::vector<AddedToken> tokens);

  /// False when `take` stopped it.
  [[nodiscard]] bool cut(std::string_view text, const TakePiece& take) const;

 private:
  [[nodiscard]] const AddedToken* longest_at(std::string_view text) const;

  std::vector<AddedToken> tokens_;  // in order of their bytes
  std::array<bool, 256> begins_{};  // some token begins with this byte
};

/// Appends to `out` what a model reads instead of `text`; both are valid UTF-8.
using Rewrite = std::function<void(std::string_view text, std::string& out)>;

class AddedTokens {
 public:
  /// Without `rewrite` a text stays as it is.
  explicit AddedTokens(const std::vector<AddedToken>& tokens, Rewrite rewrite = {});

  /// Cuts valid UTF-8 as added_vocabulary.rs of Hugging Face's `tokenizers` does: at tokens that are not `normalized`,
  /// then what lies between, rewritten, at those that are.
  void cut(std::string_view text, const TakePiece& take) const;

  /// One more than the largest id; 0 when there are none.
  [[nodiscard]] std::size_t vocabulary() const { return vocabulary_; }

 private:
  [[nodiscard]] bool cut_between(std::string_view text, const TakePiece& take) const;

  Rewrite rewrite_;
  TokenSet first_;
  TokenSet then_;
  std::size_t vocabulary_ = 0;
};

}  // namespace polso::tokens
