#include "base/utf8.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Utf8, RepairsEveryKindOfInvalidSequence) {
  struct Case {
    std::string bytes;
    std::string repaired;
    std::size_t count;
  };
  const std::string bad = "\xEF\xBF\xBD";
  for (const Case& c : {
           Case{"", "", 0},
           Case{"plain and long enough for words", "plain and long enough for words", 0},
           Case{"perch\xC3\xA9 \xF0\x9F\x98\x8A", "perch\xC3\xA9 \xF0\x9F\x98\x8A", 0},
           Case{"a\xFF"
                "b",
                "a" + bad + "b", 1},
           Case{"\xC3", bad, 1},
           Case{"\xE2\x82", bad, 1},
           Case{"\xE2\x82"
                "a",
                bad + "a", 1},
           Case{"\xC0\xAF", bad + bad, 2},
           Case{"\xED\xA0\x80", bad + bad + bad, 3},
           Case{"\xF4\x90\x80\x80", bad + bad + bad + bad, 4},
           Case{std::string("nul\0here", 8), std::string("nul\0here", 8), 0},
       }) {
    std::string text = c.bytes;
    EXPECT_EQ(repair_utf8(text), c.count);
    EXPECT_EQ(text, c.repaired);
    EXPECT_TRUE(is_valid_utf8(text));
  }
}

TEST(Utf8, EncodesWhatItDecodes) {
  for (const char32_t code : {U'a', U'\u00E9', U'\u20AC', U'\U0001F60A', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, code);
    const Utf8Char c = decode_utf8(text);
    EXPECT_EQ(c.code, code);
    EXPECT_EQ(c.length, text.size());
    EXPECT_TRUE(c.valid);
  }
}

TEST(Utf8, LetsNoNameOfABrandSteerTheTerminal) {
  EXPECT_EQ(printable("Caffè ☕"), "Caffè ☕");
  EXPECT_EQ(printable("a\033[31mb\r\n"), "a\uFFFD[31mb\uFFFD\uFFFD");
  EXPECT_EQ(printable("x\u202Ey\xFF"), "x\uFFFDy\uFFFD");
}

}  // namespace
}  // namespace polso
