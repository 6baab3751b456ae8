// FoldedText: a text as words, tags and handles without case, accents and width, for brand queries to look in.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
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
  /// False: no token has this hash, or begins so. True is a guess, which saves a search for most words.
  [[nodiscard]] bool may_hold(std::size_t hash) const { return held_[hash % kMarks]; }
  [[nodiscard]] bool may_begin(std::string_view prefix) const { return prefix.size() < 2 || begun_[mark_of(prefix)]; }

  [[nodiscard]] static std::size_t hash_of(std::string_view folded) { return std::hash<std::string_view>{}(folded); }

 private:
  static constexpr std::size_t kMarks = 1024;

  /// Of the first two bytes.
  [[nodiscard]] static std::size_t mark_of(std::string_view text) {
    return (static_cast<unsigned char>(text[0]) * std::size_t{37} + static_cast<unsigned char>(text[1])) % kMarks;
  }
  void cut(std::string_view text);
  void letter(char32_t code);
  void open();
  void close();

  std::string folded_;  // the tokens one after the other, without their marks
  std::vector<Token> tokens_;
  std::vector<std::size_t> hashes_;  // of the tokens' texts
  std::bitset<kMarks> held_;         // by their hashes
  std::bitset<kMarks> begun_;        // by their first two bytes
  std::string unescaped_;
  FoldedKind next_ = FoldedKind::kWord;
  bool inside_ = false;  // a token, the last of tokens_
};

}  // namespace polso
