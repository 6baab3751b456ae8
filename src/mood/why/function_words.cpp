// Two sorted lists.
#include "mood/why/function_words.h"

#include <algorithm>
#include <array>

namespace polso {
namespace {

using namespace std::string_view_literals;

constexpr std::array kEnglish{
    "about"sv, "after"sv, "again"sv, "all"sv,   "also"sv,  "am"sv,     "an"sv,   "and"sv,   "any"sv,   "are"sv,
    "as"sv,    "at"sv,    "be"sv,    "been"sv,  "being"sv, "but"sv,    "by"sv,   "can"sv,   "could"sv, "did"sv,
    "do"sv,    "does"sv,  "for"sv,   "from"sv,  "had"sv,   "has"sv,    "have"sv, "he"sv,    "her"sv,   "here"sv,
    "him"sv,   "his"sv,   "how"sv,   "i'm"sv,   "i've"sv,  "if"sv,     "in"sv,   "into"sv,  "is"sv,    "it"sv,
    "it's"sv,  "its"sv,   "just"sv,  "me"sv,    "more"sv,  "my"sv,     "now"sv,  "of"sv,    "off"sv,   "on"sv,
    "or"sv,    "our"sv,   "out"sv,   "rt"sv,    "she"sv,   "so"sv,     "some"sv, "than"sv,  "that"sv,  "that's"sv,
    "the"sv,   "their"sv, "them"sv,  "then"sv,  "there"sv, "these"sv,  "they"sv, "this"sv,  "to"sv,    "too"sv,
    "up"sv,    "us"sv,    "was"sv,   "we"sv,    "were"sv,  "what"sv,   "when"sv, "where"sv, "which"sv, "who"sv,
    "why"sv,   "will"sv,  "with"sv,  "would"sv, "you"sv,   "you're"sv, "your"sv};
constexpr std::array kItalian{
    "a"sv,      "ad"sv,     "agli"sv,   "ai"sv,     "al"sv,     "alla"sv,   "alle"sv,  "allo"sv,  "anche"sv,
    "avere"sv,  "c'è"sv,    "che"sv,    "chi"sv,    "ci"sv,     "come"sv,   "con"sv,   "cui"sv,   "da"sv,
    "dai"sv,    "dal"sv,    "dalla"sv,  "dalle"sv,  "degli"sv,  "dei"sv,    "del"sv,   "della"sv, "delle"sv,
    "dello"sv,  "di"sv,     "ed"sv,     "era"sv,    "essere"sv, "gli"sv,    "ha"sv,    "hai"sv,   "hanno"sv,
    "ho"sv,     "il"sv,     "in"sv,     "io"sv,     "la"sv,     "le"sv,     "lei"sv,   "li"sv,    "lo"sv,
    "loro"sv,   "lui"sv,    "ma"sv,     "mi"sv,     "mio"sv,    "ne"sv,     "negli"sv, "nei"sv,   "nel"sv,
    "nella"sv,  "nelle"sv,  "noi"sv,    "nostro"sv, "per"sv,    "perché"sv, "più"sv,   "poi"sv,   "quando"sv,
    "quella"sv, "quello"sv, "questa"sv, "questo"sv, "se"sv,     "si"sv,     "sia"sv,   "siamo"sv, "sono"sv,
    "su"sv,     "sua"sv,    "sul"sv,    "sulla"sv,  "suo"sv,    "ti"sv,     "tra"sv,   "tu"sv,    "tutti"sv,
    "tutto"sv,  "un"sv,     "una"sv,    "uno"sv,    "vi"sv,     "voi"sv,    "è"sv};
static_assert(std::ranges::is_sorted(kEnglish) && std::ranges::is_sorted(kItalian));

}  // namespace

bool is_function_word(std::string_view word) {
  return std::ranges::binary_search(kEnglish, word) || std::ranges::binary_search(kItalian, word);
}

}  // namespace polso
