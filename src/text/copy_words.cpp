// One pass over the bytes; Unicode tables only for what is not ASCII.
#include "text/copy_words.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/ascii.h"
#include "text/link.h"
#include "text/unescape.h"

namespace polso {
namespace {

constexpr char32_t kEllipsis = 0x2026;
constexpr char32_t kRightQuote = 0x2019;

bool is_letter(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
      return true;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
      return code < 0xFE00 || code > 0xFE0F;  // variation selectors dress emoji
    default:
      return false;
  }
}

/// Of scripts that put no spaces between words: kana, Han, Hangul is not among them.
bool stands_alone(char32_t code) {
  return (code >= 0x2E80 && code <= 0xA4CF) || (code >= 0xF900 && code <= 0xFAFF) || code >= 0x20000 ||
         (code >= 0x0E00 && code <= 0x0EFF);
}

class Cutter {
 public:
  Cutter(std::string_view text, std::string& out) : text_(text), out_(out) {}

  std::size_t run() {
    out_.clear();
    while (at_ < text_.size()) step();
    end_word();
    return words_;
  }

 private:
  void step() {
    const char c = text_[at_];
    if (is_non_ascii(c)) {
      other();
    } else if (is_word_byte(c)) {
      if (!inside_) {
        if (const std::size_t length = link_length(text_, at_); length != 0) {
          at_ += length;
          return;
        }
        begin_word();
      }
      out_ += lower_byte(c);
      ++at_;
    } else if (c == '\'' && inside_) {
      ++at_;  // don't is dont
    } else if (const std::size_t length = inside_ ? 0 : handle_length(text_, at_); length != 0) {
      at_ += length;
    } else {
      end_word();
      ++at_;
    }
  }

  void other() {
    const Utf8Char c = decode_utf8(text_.substr(at_));
    at_ += c.length;
    if (c.code == kRightQuote && inside_) return;
    if (c.code == kEllipsis && inside_) {
      out_.resize(begin_ == 0 ? 0 : begin_ - 1);
      inside_ = false;
      return;
    }
    if (!is_letter(c.code)) return end_word();
    const bool alone = stands_alone(c.code);
    if (alone) end_word();
    if (!inside_) begin_word();
    append_utf8(out_, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.code))));
    if (alone) end_word();
  }

  void begin_word() {
    if (!out_.empty()) out_ += ' ';
    begin_ = out_.size();
    inside_ = true;
  }

  void end_word() {
    if (!inside_) return;
    inside_ = false;
    if (begin_ == 0 && out_ == "rt") {
      out_.clear();
    } else {
      ++words_;
    }
  }

  std::string_view text_;
  std::string& out_;
  std::size_t at_ = 0;
  std::size_t words_ = 0;
  std::size_t begin_ = 0;  // of the last word
  bool inside_ = false;
};

}  // namespace

std::size_t copy_words(std::string_view text, std::string& out) {
  if (!has_escapes(text)) return Cutter(text, out).run();
  thread_local std::string plain;
  unescape(text, plain);
  return Cutter(plain, out).run();
}

}  // namespace polso
