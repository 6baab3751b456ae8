// Cutting and folding in one pass; Unicode tables only for what is not ASCII.
#include "text/folded_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/utf8.h"
#include "text/ascii.h"
#include "text/unescape.h"

namespace polso {
namespace {

enum class Role : std::uint8_t { kBreak, kLetter, kAlone, kNothing };

/// Scripts that put no spaces between words.
bool is_written_without_spaces(char32_t code) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array<Range, 9> kRanges{{{0x0E00, 0x0EFF},
                                                 {0x1000, 0x109F},
                                                 {0x1780, 0x17FF},
                                                 {0x2E80, 0x312F},
                                                 {0x31A0, 0x4DBF},
                                                 {0x4E00, 0x9FFF},
                                                 {0xF900, 0xFAFF},
                                                 {0xFF66, 0xFF9F},
                                                 {0x20000, 0x3FFFF}}};
  return std::ranges::any_of(kRanges, [&](const Range& range) { return code >= range.first && code <= range.last; });
}

Role role_of(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return is_written_without_spaces(code) ? Role::kAlone : Role::kLetter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Role::kNothing;
    case UTF8PROC_CATEGORY_CF:
      return code == 0x200B ? Role::kBreak : Role::kNothing;  // a space without width; the others join or direct
    default:
      return Role::kBreak;
  }
}

constexpr char32_t kWideTag = 0xFF03;
constexpr char32_t kWideAt = 0xFF20;

char32_t narrow(char32_t code) { return code == kWideTag ? U'#' : code == kWideAt ? U'@' : code; }

}  // namespace

void FoldedText::assign(std::string_view text) {
  folded_.clear();
  tokens_.clear();
  hashes_.clear();
  held_.reset();
  begun_.reset();
  next_ = FoldedKind::kWord;
  inside_ = false;
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max() / 32;  // no character folds to more
  text = text.substr(0, kMost);
  if (has_escapes(text)) {
    unescape(text, unescaped_);
    text = unescaped_;
  }
  cut(text);
}

void FoldedText::cut(std::string_view text) {
  bool after_letter = false;
  while (!text.empty()) {
    const Utf8Char c =
        is_non_ascii(text[0]) ? decode_utf8(text) : Utf8Char{static_cast<unsigned char>(text[0]), 1, true};
    text.remove_prefix(c.length);
    const char32_t code = narrow(c.code);
    const bool ascii = code < 0x80;
    const bool marked = inside_ ? tokens_.back().kind != FoldedKind::kWord : next_ != FoldedKind::kWord;
    Role role = Role::kBreak;
    if (ascii) {
      role = is_word_byte(static_cast<char>(code)) || (marked && code == U'_') ? Role::kLetter : Role::kBreak;
    } else {
      role = role_of(code);
    }
    if (role == Role::kNothing) continue;
    if (role == Role::kBreak) {
      if (code == U'*' && inside_) tokens_.back().starred = true;
      close();
      if (code == U'#') next_ = FoldedKind::kTag;
      if (code == U'@' && !after_letter) next_ = FoldedKind::kHandle;
    } else if (role == Role::kAlone && !marked) {
      close();
      letter(code);
      close();
    } else {
      letter(code);
    }
    after_letter = role != Role::kBreak;
  }
  close();
}

void FoldedText::letter(char32_t code) {
  if (!inside_) open();
  if (code < 0x80) {
    folded_ += lower_byte(static_cast<char>(code));
    return;
  }
  std::array<utf8proc_int32_t, 32> folded{};
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), folded.data(),
                                             static_cast<utf8proc_ssize_t>(folded.size()), options, &boundary);
  for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, folded.size()); ++i) {
    append_utf8(folded_, static_cast<char32_t>(folded[static_cast<std::size_t>(i)]));
  }
}

void FoldedText::open() {
  tokens_.push_back({.kind = next_, .begin = static_cast<std::uint32_t>(folded_.size())});
  inside_ = true;
}

void FoldedText::close() {
  if (inside_) {
    Token& token = tokens_.back();
    token.size = static_cast<std::uint32_t>(folded_.size()) - token.begin;
    if (token.size > 0) {
      const std::string_view its_text = text(token);
      hashes_.push_back(hash_of(its_text));
      held_.set(hashes_.back() % kMarks);
      if (token.size > 1) begun_.set(mark_of(its_text));
    } else {
      tokens_.pop_back();  // of letters that fold to nothing, as Hangul's fillers do
    }
  }
  inside_ = false;
  next_ = FoldedKind::kWord;
}

}  // namespace polso
