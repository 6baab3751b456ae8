#include "mood/why/vocabulary.h"

#include <gtest/gtest.h>

#include <set>

namespace polso {
namespace {

using Texts = std::set<std::string>;

Texts cut(Vocabulary& vocabulary, std::string_view text) {
  Texts texts;
  for (const TermId term : vocabulary.cut(text)) texts.insert(vocabulary.text(term));
  return texts;
}

TEST(Vocabulary, CutsWordsHashtagsAndTwoInARow) {
  struct Case {
    const char* text;
    Texts terms;
  };
  for (const Case& c : {
           Case{"Flight CANCELLED", {"flight", "cancelled", "flight cancelled"}},
           Case{"on hold. Still!", {"on", "hold", "on hold", "still"}},
           Case{"@air #Fail again http://t.co/x", {"#fail", "again", "#fail again"}},
           Case{"2 hours, 10am", {"hours"}},
           Case{"I'll wait, don’t", {"i'll", "wait", "i'll wait", "don't"}},
           Case{"è già &amp; così 😡", {"già", "così"}},
           Case{"cut off he…", {"cut", "off", "cut off"}},
           Case{"", {}},
       }) {
    Vocabulary vocabulary;
    EXPECT_EQ(cut(vocabulary, c.text), c.terms) << c.text;
  }
}

TEST(Vocabulary, KnowsTheBrandAndWhomPostsAddress) {
  Vocabulary vocabulary;
  vocabulary.add_name("Blue Sky");
  EXPECT_EQ(cut(vocabulary, "@FlyBlue").size(), 0U);
  for (const TermId term : vocabulary.cut("sky #bluesky #flyblue late late sky")) {
    const std::string& text = vocabulary.text(term);
    EXPECT_EQ(vocabulary.is_name(term), text != "late" && text != "late late") << text;
  }
}

}  // namespace
}  // namespace polso
