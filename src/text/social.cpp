// The normaliser "social-1": one pass over the bytes; Unicode tables only for what is not ASCII.
#include "text/social.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/ascii.h"
#include "text/emoticon.h"
#include "text/link.h"
#include "text/negation.h"
#include "text/unescape.h"

namespace polso {
namespace {

constexpr std::size_t kShortestShout = 3;  // letters of a word in capitals that counts as shouted

enum class Kind : unsigned char { kLetter, kApostrophe, kSymbol, kEllipsis, kNothing };

Kind kind_of(char32_t code) {
  if (code == 0x2019 || code == 0x2018) return Kind::kApostrophe;
  if (code == 0x2026) return Kind::kEllipsis;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ND:
      // Variation selectors and skin tones change an emoji's looks, not its mood.
      return code >= 0xFE00 && code <= 0xFE0F ? Kind::kNothing : Kind::kLetter;
    case UTF8PROC_CATEGORY_SO:
      return code < 0x2190 || code == 0xFFFD ? Kind::kNothing : Kind::kSymbol;
    default:
      return Kind::kNothing;
  }
}

bool is_regional_indicator(char32_t code) { return code >= 0x1F1E6 && code <= 0x1F1FF; }

/// The state of one post on its way; the tokens go straight to `out`.
class Social {
 public:
  Social(std::string_view text, std::string& out) : text_(text), out_(out) {}

  void run() {
    while (at_ < text_.size()) step();
    if (!out_.empty()) out_.pop_back();  // the last space
  }

  /// What one step writes came from what it read.
  void run(std::vector<Origin>& origins) {
    while (at_ < text_.size()) {
      const Origin origin{.at = out_.size(), .begin = at_};
      step();
      if (out_.size() > origin.at) origins.push_back({.at = origin.at, .begin = origin.begin, .end = at_});
    }
    if (!out_.empty()) out_.pop_back();
  }

 private:
  void step() {
    const char c = text_[at_];
    if (is_space_byte(c)) {
      ++at_;
    } else if (is_non_ascii(c)) {
      non_ascii();
    } else if (is_word_byte(c)) {
      word_or_link();
    } else {
      mark(c);
    }
  }

  void token(std::string_view text) {
    out_ += text;
    out_ += ' ';
  }

  /// A mark ends the reach of a negation.
  void stop(std::string_view text) {
    token(text);
    negated_ = 0;
  }

  void mark(char c) {
    if (const std::size_t length = handle_length(text_, at_); length != 0) {
      token("@user");
      at_ += length;
      return;
    }
    if (const Emoticon face = emoticon_at(text_, at_); face.length != 0) {
      token(face.token);
      at_ += face.length;
      return;
    }
    switch (c) {
      case '!':
      case '?':
        shout_or_question();
        return;
      case '.':
        dots();
        return;
      case ',':
        stop(",");
        break;
      case '&':
        token("and");
        break;
      case '#':
        hashtag();
        return;
      default:
        break;  // other marks say nothing
    }
    ++at_;
  }

  void shout_or_question() {
    const std::size_t begin = at_;
    bool shout = false;
    bool question = false;
    for (; at_ < text_.size() && (text_[at_] == '!' || text_[at_] == '?'); ++at_)
      (text_[at_] == '!' ? shout : question) = true;
    const bool many = at_ - begin > 1;
    if (shout && question) return stop("!?");
    if (shout) return stop(many ? "!!" : "!");
    stop(many ? "??" : "?");
  }

  void dots() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] == '.') ++at_;
    stop(at_ - begin > 1 ? "..." : ".");
  }

  void non_ascii() {
    const Utf8Char c = decode_utf8(text_.substr(at_));
    switch (kind_of(c.code)) {
      case Kind::kLetter:
        word();
        return;
      case Kind::kEllipsis:
        stop("...");
        break;
      case Kind::kSymbol:
        symbol(c);
        return;
      default:
        break;
    }
    at_ += c.length;
  }

  /// An emoji; a third copy in a row is dropped, two regional indicators make a flag.
  void symbol(const Utf8Char& c) {
    std::size_t length = c.length;
    if (is_regional_indicator(c.code) && at_ + length < text_.size()) {
      const Utf8Char next = decode_utf8(text_.substr(at_ + length));
      if (is_regional_indicator(next.code)) length += next.length;
    }
    const std::string_view bytes = text_.substr(at_, length);
    at_ += length;
    const std::size_t copy = length + 1;
    const std::string_view before = out_;
    if (before.size() >= 2 * copy && before.substr(before.size() - copy, length) == bytes &&
        before.substr(before.size() - 2 * copy, length) == bytes)
      return;
    token(bytes);
  }

  void word_or_link() {
    if (const std::size_t length = link_length(text_, at_); length != 0) {
      token("http");
      at_ += length;
      return;
    }
    if (const Emoticon face = emoticon_at(text_, at_); face.length != 0) {
      token(face.token);
      at_ += face.length;
      return;
    }
    if (is_digit_byte(text_[at_]) && number()) return;
    word();
  }

  /// 3, 1,000, 7:30, 5pm, 21st, 10%; not 2nite. False: it is a word after all.
  bool number() {
    std::size_t end = at_;
    while (end < text_.size() &&
           (is_digit_byte(text_[end]) || text_[end] == '.' || text_[end] == ',' || text_[end] == ':'))
      ++end;
    while (!is_digit_byte(text_[end - 1])) --end;  // the mark after the number is not part of it
    std::size_t letters = end;
    while (letters < text_.size() && (is_word_byte(text_[letters]) || is_non_ascii(text_[letters]))) ++letters;
    if (letters - end > 2) return false;
    for (std::size_t i = end; i < letters; ++i)
      if (!is_letter_byte(text_[i])) return false;
    if (letters > end && !is_unit(text_.substr(end, letters - end))) return false;
    token("0");
    at_ = letters;
    return true;
  }

  static bool is_unit(std::string_view letters) {
    for (const std::string_view unit : {"st", "nd", "rd", "th", "am", "pm", "k", "m", "bn"})
      if (letters.size() == unit.size() && lower_byte(letters[0]) == unit[0] &&
          (unit.size() == 1 || lower_byte(letters[1]) == unit[1]))
        return true;
    return false;
  }

  /// #LoveThisTown is love this town; a tag of one case is one word.
  void hashtag() {
    const std::size_t begin = ++at_;
    bool lower = false;
    bool upper = false;
    std::size_t end = begin;
    for (; end < text_.size() && (is_word_byte(text_[end]) || is_non_ascii(text_[end])); ++end) {
      lower |= is_lower_byte(text_[end]);
      upper |= is_upper_byte(text_[end]);
    }
    in_camel_ = lower && upper;
    in_tag_ = true;
    while (at_ < end) {
      if (is_non_ascii(text_[at_])) {
        non_ascii();
      } else {
        word();
      }
    }
    in_tag_ = in_camel_ = false;
  }

  /// One word, from its first letter on: lower case, runs of a letter cut to two, apostrophes joined or split.
  void word() {
    word_begin_ = out_.size();
    letters_ = capitals_ = 0;
    stretched_ = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_word_byte(c)) {
        if (in_camel_ && breaks_camel()) break;
        letter(c);
        ++at_;
      } else if (c == '\'' || c == '`') {
        if (!apostrophe(1)) break;
      } else if (is_non_ascii(c)) {
        const Utf8Char decoded = decode_utf8(text_.substr(at_));
        const Kind kind = kind_of(decoded.code);
        if (kind == Kind::kApostrophe) {
          if (!apostrophe(decoded.length)) break;
        } else if (kind == Kind::kLetter) {
          const utf8proc_int32_t code = static_cast<utf8proc_int32_t>(decoded.code);
          const utf8proc_int32_t lowered = utf8proc_tolower(code);
          ++letters_;
          if (lowered != code) ++capitals_;
          append_utf8(out_, static_cast<char32_t>(lowered));
          at_ += decoded.length;
        } else {
          break;
        }
      } else {
        break;
      }
    }
    end_word();
  }

  void letter(char c) {
    const char low = lower_byte(c);
    ++letters_;
    if (low != c) ++capitals_;
    const std::size_t size = out_.size();
    if (size >= word_begin_ + 2 && out_[size - 1] == low && out_[size - 2] == low) {
      stretched_ = true;
    } else {
      out_ += low;
    }
  }

  /// A capital after a small letter or a digit, the last capital before a small letter, or a change to or from digits.
  [[nodiscard]] bool breaks_camel() const {
    if (out_.size() == word_begin_) return false;
    const char before = text_[at_ - 1];
    const char c = text_[at_];
    if (is_digit_byte(before) != is_digit_byte(c)) return true;
    if (!is_upper_byte(c)) return false;
    return is_lower_byte(before) || (at_ + 1 < text_.size() && is_lower_byte(text_[at_ + 1]));
  }

  /// At an apostrophe: inside a word it joins an English ending (don't, it's, we're) and parts everything else
  /// (l'anno). False: the word ends before it.
  bool apostrophe(std::size_t length) {
    const std::size_t next = at_ + length;
    if (in_tag_ || out_.size() == word_begin_ || next >= text_.size() ||
        !(is_letter_byte(text_[next]) || is_non_ascii(text_[next])))
      return false;
    if (!english_ending(next)) return false;
    at_ = next;
    return true;
  }

  [[nodiscard]] bool english_ending(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < 3 && is_letter_byte(text_[end])) ++end;
    if (end < text_.size() && (is_word_byte(text_[end]) || text_[end] == '\'' || is_non_ascii(text_[end])))
      return false;
    const std::string_view ending = text_.substr(at, end - at);
    const char a = ending.empty() ? '\0' : lower_byte(ending[0]);
    if (ending.size() == 1) return a == 's' || a == 't' || a == 'm' || a == 'd';
    if (ending.size() != 2) return false;
    const char b = lower_byte(ending[1]);
    return (a == 'r' && b == 'e') || (a == 'l' && b == 'l') || (a == 'v' && b == 'e');
  }

  void end_word() {
    const std::size_t size = out_.size() - word_begin_;
    if (size == 0) {  // nothing that a word can hold: step over it, so that the post moves on
      ++at_;
      return;
    }
    const bool digits_only = capitals_ == 0 && out_.find_first_not_of("0123456789", word_begin_) == std::string::npos;
    if (digits_only) {
      out_.resize(word_begin_);
      return token("0");
    }
    out_ += ' ';
    negate(size);
    if (stretched_) token("<long>");
    if (!in_tag_ && capitals_ == letters_ && letters_ >= kShortestShout) token("<caps>");
  }

  /// Writes not_WORD after a WORD that a negator reaches.
  void negate(std::size_t size) {
    const std::string_view word(out_.data() + word_begin_, size);
    if (is_negator(word)) {
      negated_ = kNegationScope;
    } else if (is_contrast(word)) {
      negated_ = 0;
    } else if (negated_ > 0) {
      --negated_;
      const std::size_t begin = out_.size();
      out_.resize(begin + 4 + size + 1);
      out_.replace(begin, 4, "not_");
      out_.replace(begin + 4, size, out_, word_begin_, size);
      out_.back() = ' ';
    }
  }

  std::string_view text_;
  std::string& out_;
  std::size_t at_ = 0;
  int negated_ = 0;  // words that the last negator still reaches
  bool in_tag_ = false;
  bool in_camel_ = false;
  std::size_t word_begin_ = 0;  // in out_
  std::size_t letters_ = 0;
  std::size_t capitals_ = 0;
  bool stretched_ = false;
};

}  // namespace

void normalise_social_1(std::string_view text, std::string& out) {
  out.clear();
  if (!has_escapes(text)) {
    Social(text, out).run();
    return;
  }
  thread_local std::string plain;
  unescape(text, plain);
  Social(plain, out).run();
}

void trace_social_1(std::string_view text, std::string& out, std::vector<Origin>& origins) {
  out.clear();
  origins.clear();
  if (!has_escapes(text)) {
    Social(text, out).run(origins);
    return;
  }
  std::string plain;
  std::vector<std::size_t> places;
  unescape(text, plain, &places);
  Social(plain, out).run(origins);
  for (Origin& origin : origins) {
    origin.begin = places[origin.begin];
    origin.end = places[origin.end];
  }
}

}  // namespace polso
