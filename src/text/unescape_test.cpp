#include "text/unescape.h"

#include <gtest/gtest.h>

#include <string>

namespace polso {
namespace {

std::string unescaped(std::string_view text) {
  std::string out;
  unescape(text, out);
  return out;
}

TEST(Unescape, DecodesEntitiesOnceAndTwice) {
  EXPECT_EQ(unescaped("a &amp; b"), "a & b");
  EXPECT_EQ(unescaped("&amp;gt;&amp;#33;"), ">!");
  EXPECT_EQ(unescaped("&#8217;&#x2019;"), "’’");
}

TEST(Unescape, LeavesWhatIsNoEntity) {
  for (const auto text : {"&", "&;", "&#;", "&#x;", "AT&T", "&nosuch;", "&#12", "\\u12", "\\n", "\\", "&amp"})
    EXPECT_EQ(unescaped(text), text);
}

TEST(Unescape, JoinsSurrogatesAndReplacesLoneOnes) {
  EXPECT_EQ(unescaped("\\ud83d\\ude00"), "😀");
  EXPECT_EQ(unescaped("\\ud83dx"), "\xEF\xBF\xBDx");
  EXPECT_EQ(unescaped("&#0;&#1114112;"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace polso
