#include "http/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Parameters parse(std::string_view query) { return Parameters::parse(query).value(); }

TEST(Parameters, ReadsEachKindOnce) {
  Parameters p = parse("brand=Acme%20Air&limit=7&explain=true&from=2015-02-24T00:00:00Z&empty=");
  EXPECT_EQ(p.text("brand").value(), "Acme Air");
  EXPECT_EQ(p.whole("limit", 1, 10, 5).value(), 7U);
  EXPECT_TRUE(p.flag("explain").value());
  EXPECT_EQ(p.time("from").value(), parse_time("2015-02-24").value());
  EXPECT_EQ(p.text("empty").value(), "");
  EXPECT_EQ(p.text("absent").value(), std::nullopt);
  EXPECT_EQ(p.whole("absent", 1, 10, 5).value(), 5U);
  EXPECT_FALSE(p.flag("absent").value());
  EXPECT_TRUE(p.finish());
}

TEST(Parameters, ARepeatedOneKeepsItsOrderOrIsRefused) {
  Parameters p = parse("brand=B&brand=A");
  EXPECT_THAT(p.texts("brand").value(), ElementsAre("B", "A"));
  EXPECT_THAT(p.text("brand").error().message, HasSubstr("'brand' is given 2 times"));
}

TEST(Parameters, NamesWhatIsWrong) {
  struct Case {
    const char* query;
    const char* sentence;
  };
  for (const Case& c : {Case{"limit=0", "'limit' must be a whole number from 1 to 10"}, Case{"limit=11", "'limit'"},
                        Case{"limit=-1", "'limit'"}, Case{"limit=1x", "'limit'"}, Case{"limit=", "'limit'"},
                        Case{"limit=99999999999999999999", "'limit'"}}) {
    Parameters p = parse(c.query);
    EXPECT_THAT(p.whole("limit", 1, 10, 5).error().message, HasSubstr(c.sentence)) << c.query;
  }
  EXPECT_THAT(parse("explain=yes").flag("explain").error().message, HasSubstr("'explain' must be true or false"));
  EXPECT_THAT(parse("from=soon").time("from").error().message, HasSubstr("'from': 'soon' is not a time"));
  EXPECT_THAT(parse("b=" + std::string(300, 'x')).text("b").error().message, HasSubstr("longer than 200 bytes"));
  EXPECT_FALSE(Parameters::parse("a=%zz"));
  EXPECT_FALSE(Parameters::parse(std::string(500, '&') + [] {
    std::string many;
    for (int i = 0; i < 101; ++i) many += "a=1&";
    return many;
  }()));
}

TEST(Parameters, TellsWhatNobodyAskedFor) {
  Parameters p = parse("brnad=x");
  EXPECT_TRUE(p.text("brand"));
  EXPECT_THAT(p.finish().error().message, HasSubstr("there is no parameter 'brnad' here, only: brand"));
}

}  // namespace
}  // namespace polso::http
