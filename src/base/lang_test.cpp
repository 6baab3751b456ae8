#include "base/lang.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Lang, WritesSharesAsWholePercents) {
  EXPECT_EQ(percent(0.634), "63\u00A0%");
  EXPECT_EQ(percent(0), "0\u00A0%");
  EXPECT_EQ(percent(0.001), "<1\u00A0%");
}

TEST(Lang, GroupsThousandsAsTheReaderExpects) {
  EXPECT_EQ(count(999, Lang::kEnglish), "999");
  EXPECT_EQ(count(14640, Lang::kEnglish), "14,640");
  EXPECT_EQ(count(1234567, Lang::kItalian), "1.234.567");
}

TEST(Lang, WritesDatesInBothLanguages) {
  const Millis time = parse_time("2015-05-07T14:00:00Z").value();
  EXPECT_EQ(date(time, Lang::kEnglish), "7 May 2015");
  EXPECT_EQ(date(time, Lang::kItalian), "7 mag 2015");
  EXPECT_EQ(date(time, Lang::kItalian, true), "7 maggio 2015");
  EXPECT_EQ(date(kMinTime, Lang::kEnglish), "1 Jan 1");
  EXPECT_EQ(date(kMaxTime, Lang::kEnglish), "31 Dec 9999");
}

TEST(Lang, ReadsLanguagesAsPeopleWriteThem) {
  EXPECT_EQ(parse_lang("it"), Lang::kItalian);
  EXPECT_EQ(parse_lang("it_IT.UTF-8"), Lang::kItalian);
  EXPECT_EQ(parse_lang("en-GB"), Lang::kEnglish);
  EXPECT_FALSE(parse_lang("italiano"));
}

}  // namespace
}  // namespace polso
