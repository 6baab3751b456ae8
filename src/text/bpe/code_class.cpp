// Classes of code points: a table for ASCII, utf8proc for the rest, and what Unicode 15.1 and 16 added to it.
#include "text/bpe/code_class.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace polso::bpe {
namespace {

struct Range {
  char32_t first;
  char32_t last;
  CodeClass kind;
};

/// Letters and numbers of Unicode 15.1 and 16.0; utf8proc 2.8 (Unicode 15.0) calls them unassigned. In order.
constexpr std::array kAddedLater = {
    Range{0x1C89, 0x1C8A, CodeClass::kLetter},   Range{0xA7CB, 0xA7CD, CodeClass::kLetter},
    Range{0xA7DA, 0xA7DC, CodeClass::kLetter},   Range{0x105C0, 0x105F3, CodeClass::kLetter},
    Range{0x10D40, 0x10D49, CodeClass::kNumber}, Range{0x10D4A, 0x10D65, CodeClass::kLetter},
    Range{0x10D6F, 0x10D85, CodeClass::kLetter}, Range{0x10EC2, 0x10EC4, CodeClass::kLetter},
    Range{0x11380, 0x11389, CodeClass::kLetter}, Range{0x1138B, 0x1138B, CodeClass::kLetter},
    Range{0x1138E, 0x1138E, CodeClass::kLetter}, Range{0x11390, 0x113B5, CodeClass::kLetter},
    Range{0x113B7, 0x113B7, CodeClass::kLetter}, Range{0x113D1, 0x113D1, CodeClass::kLetter},
    Range{0x113D3, 0x113D3, CodeClass::kLetter}, Range{0x116D0, 0x116E3, CodeClass::kNumber},
    Range{0x11BC0, 0x11BE0, CodeClass::kLetter}, Range{0x11BF0, 0x11BF9, CodeClass::kNumber},
    Range{0x13460, 0x143FA, CodeClass::kLetter}, Range{0x16100, 0x1611D, CodeClass::kLetter},
    Range{0x16130, 0x16139, CodeClass::kNumber}, Range{0x16D40, 0x16D6C, CodeClass::kLetter},
    Range{0x16D70, 0x16D79, CodeClass::kNumber}, Range{0x18CFF, 0x18CFF, CodeClass::kLetter},
    Range{0x1CCF0, 0x1CCF9, CodeClass::kNumber}, Range{0x1E5D0, 0x1E5ED, CodeClass::kLetter},
    Range{0x1E5F0, 0x1E5F0, CodeClass::kLetter}, Range{0x1E5F1, 0x1E5FA, CodeClass::kNumber},
    Range{0x2EBF0, 0x2EE5D, CodeClass::kLetter}};

CodeClass added_later(char32_t code) {
  const auto* range = std::ranges::lower_bound(kAddedLater, code, {}, &Range::last);
  return range != kAddedLater.end() && range->first <= code ? range->kind : CodeClass::kOther;
}

CodeClass class_beyond_ascii(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return CodeClass::kLetter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return CodeClass::kNumber;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return CodeClass::kSpace;
    case UTF8PROC_CATEGORY_CN:
      return added_later(code);
    default:
      return code == 0x85 ? CodeClass::kSpace : CodeClass::kOther;  // NEL: the only control beyond ASCII in \s
  }
}

constexpr std::array<CodeClass, 128> kAscii = [] {
  std::array<CodeClass, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool number = c >= '0' && c <= '9';
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    table[c] = letter   ? CodeClass::kLetter
               : number ? CodeClass::kNumber
               : space  ? CodeClass::kSpace
                        : CodeClass::kOther;
  }
  return table;
}();

}  // namespace

CodeClass class_of(char32_t code) { return code < kAscii.size() ? kAscii[code] : class_beyond_ascii(code); }

}  // namespace polso::bpe
