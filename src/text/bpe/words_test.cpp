// Where text is cut, and what counts as letter, number and white space.
#include "text/bpe/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/bpe/alphabet.h"
#include "text/bpe/code_class.h"

namespace polso::bpe {
namespace {

using testing::ElementsAreArray;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t length = first_word(text);
    words.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return words;
}

TEST(Words, AreCutByTheRuleOfGpt2) {
  struct Case {
    std::string text;
    std::vector<std::string> words;
  };
  for (const Case& c :
       std::vector<Case>{{"", {}},
                         {" ", {" "}},
                         {"Hello world", {"Hello", " world"}},
                         {"don't we'll I'VE", {"don", "'t", " we", "'ll", " I", "'", "VE"}},
                         {"it's 's.'s", {"it", "'s", " '", "s", ".'", "s"}},
                         {"a1b 22", {"a", "1", "b", " 22"}},
                         {"wait... #1!", {"wait", "...", " #", "1", "!"}},
                         {"a  b", {"a", " ", " b"}},
                         {"a \n b\n", {"a", " \n", " b", "\n"}},
                         {"a\n\nb", {"a", "\n", "\n", "b"}},
                         {"a\u3000b", {"a", "\u3000", "b"}},
                         {"a\u3000 b", {"a", "\u3000", " b"}},
                         {"a \u00a0 ", {"a", " \u00a0 "}},
                         {"caf\u00e9 e\u0301 \u0663\u00bd", {"caf\u00e9", " e", "\u0301", " \u0663\u00bd"}},
                         {"\u5b57\U0001f600\U0001f600", {"\u5b57", "\U0001f600\U0001f600"}},
                         {"x\x1cy", {"x", "\x1c", "y"}}}) {
    EXPECT_THAT(words_of(c.text), ElementsAreArray(c.words)) << c.text;
  }
}

TEST(CodeClass, KnowsUnicode16) {
  for (const char32_t letter : {U'a', U'\u00aa', U'\u0130', U'\u5b57', U'\ua7cb', U'\U000105c0', U'\U0002ebf0'}) {
    EXPECT_EQ(class_of(letter), CodeClass::kLetter) << static_cast<unsigned>(letter);
  }
  for (const char32_t number : {U'0', U'\u00bd', U'\u2167', U'\u0663', U'\U00010d40', U'\U0001e5fa'}) {
    EXPECT_EQ(class_of(number), CodeClass::kNumber) << static_cast<unsigned>(number);
  }
  std::size_t spaces = 0;
  for (char32_t code = 0; code < 0x110000; ++code) spaces += class_of(code) == CodeClass::kSpace ? 1 : 0;
  EXPECT_EQ(spaces, 25U);  // Unicode's White_Space
  EXPECT_EQ(class_of(U'\u200b'), CodeClass::kOther);
  EXPECT_EQ(class_of(U'\U0010ffff'), CodeClass::kOther);
}

TEST(Alphabet, WritesEachByteAsOneCharacterAndBack) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    EXPECT_EQ(bytes_of(symbol_of(static_cast<unsigned char>(byte))), std::string(1, static_cast<char>(byte)));
  }
  EXPECT_EQ(symbol_of(' '), "\u0120");
  EXPECT_EQ(symbol_of('\n'), "\u010a");
  EXPECT_EQ(symbol_of(0xAD), "\u0143");
  EXPECT_EQ(bytes_of("\u0120caf\u00c3\u00a9"), " caf\u00e9");
  EXPECT_EQ(bytes_of("a b"), std::nullopt);
  EXPECT_EQ(bytes_of("\u0144"), std::nullopt);
}

}  // namespace
}  // namespace polso::bpe
