#include "text/folded_text.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "base/utf8.h"

namespace polso {
namespace {

std::string folded(std::string_view text) {
  const FoldedText folded(text);
  std::string out;
  for (const FoldedText::Token& token : folded.tokens()) {
    if (!out.empty()) out += ' ';
    if (token.kind == FoldedKind::kTag) out += '#';
    if (token.kind == FoldedKind::kHandle) out += '@';
    out += folded.text(token);
    if (token.starred) out += '*';
  }
  return out;
}

TEST(FoldedText, CutsWordsTagsAndHandles) {
  EXPECT_EQ(folded("Late AGAIN, @United! #FlyUnited2 (3 hours)"), "late again @united #flyunited2 3 hours");
  EXPECT_EQ(folded("@a_b #c_d e_f"), "@a_b #c_d e f");
  EXPECT_EQ(folded("info@delta.com .@delta @ delta # delta ##x"), "info delta com @delta delta delta #x");
  EXPECT_EQ(folded("auror* * a*b"), "auror* a* b");
  EXPECT_EQ(folded(""), "");
  EXPECT_EQ(folded("... !? \xF0\x9F\x98\xA1"), "");
}

TEST(FoldedText, FoldsCaseAccentsLigaturesAndWidth) {
  EXPECT_EQ(folded("Citroën CITROE\xCC\x88N Straße STRASSE ﬁat İzmir"), "citroen citroen strasse strasse fiat izmir");
  EXPECT_EQ(folded("ＡＵＲＯＲＡ　＃ａｉｒ ＠ｘ"), "aurora #air @x");
  EXPECT_EQ(folded("ΣΊΣΥΦΟΣ σίσυφος Ёлка ёлка"), "σισυφοσ σισυφοσ елка елка");
  EXPECT_EQ(folded("Aurora\xE2\x84\xA2 m\xC2\xB2"), "aurora m2") << "a trade mark is no letter";
}

TEST(FoldedText, TakesEachCharacterWhereThereAreNoSpaces) {
  EXPECT_EQ(folded("我爱Aurora航空"), "我 爱 aurora 航 空");
  EXPECT_EQ(folded("#トヨタ"), "#トヨタ");
  EXPECT_EQ(folded("대한항공 좋아").find(' '), folded("대한항공").size()) << "Korean has spaces";
}

TEST(FoldedText, SeesThroughEntitiesAndInvisibleCharacters) {
  EXPECT_EQ(folded("AT&amp;T"), "at t");
  EXPECT_EQ(folded("au\xC2\xADrora\xE2\x80\x8B"
                   "air"),
            "aurora air");
}

TEST(FoldedText, TakesAnyBytes) {
  Random random(3);
  FoldedText text;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random.below(40), ' ');
    for (char& byte : bytes) byte = static_cast<char>(random.below(4) == 0 ? "#@*_a "[random.below(6)] : random.next());
    text.assign(bytes);
    ASSERT_EQ(text.tokens().size(), text.hashes().size());
    for (const FoldedText::Token& token : text.tokens()) {
      ASSERT_GT(token.size, 0U);
      ASSERT_TRUE(is_valid_utf8(text.text(token)));
    }
  }
}

}  // namespace
}  // namespace polso
