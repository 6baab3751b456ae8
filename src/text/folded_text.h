// FoldedText: a text as words, tags and handles without case, accents and width, for brand queries to look in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace polso {

enum class FoldedKind : std::uint8_t { kWord, kTag, kHandle };

/// A word is a run of letters and digits; of Chinese, Japanese, Thai and their like, which are written without spaces,
/// each character. A tag is # and a handle @ (not inside an address) before letters, digits or underscores. Folded are
/// case (ß is ss), accents, ligatures and full-width forms; an HTML entity is what it stands for.
class FoldedText {
 public:
  struct Token {
    FoldedKind kind = FoldedKind::kWord;
    bool starred = false;  // an asterisk follows
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  FoldedText() = default;
  explicit FoldedText(std::string_view text) { assign(text); }

  /// Forgets what it was and keeps the memory. Any bytes are a text; of more than 4 GB the rest is left out.
  void assign(std::string_view text);

  [[nodiscard]] std::span<const Token> tokens() const { return tokens_; }
  [[nodiscard]] std::span<const std::size_t> hashes() const { return hashes_; }
  [[nodiscard]] std::string_view text(const Token& token) const {
    return std::string_view(folded_).substr(token.begin, token.size);
  }
  [[nodiscard]] static std::size_t hash_of(std::string_view folded) { return std::hash<std::string_view>{}(folded); }

 private:
  void cut(std::string_view text);
  void letter(char32_t code);
  void open();
  void close();

  std::string folded_;  // the tokens one after the other, without their marks
  std::vector<Token> tokens_;
  std::vector<std::size_t> hashes_;  // of the tokens' texts
  std::string unescaped_;
  FoldedKind next_ = FoldedKind::kWord;
  bool inside_ = false;  // a token, the last of tokens_
};

}  // namespace polso
