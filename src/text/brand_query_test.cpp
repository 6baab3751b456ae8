#include "text/brand_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "text/brand_rules.h"
#include "text/caret.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool matches(std::string_view query, std::string_view text) {
  const auto parsed = BrandQuery::parse(query);
  EXPECT_TRUE(parsed.has_value()) << query << ": " << parsed.error().message;
  return parsed && parsed->matches(FoldedText(text));
}

Error error_of(std::string_view query) {
  const auto parsed = BrandQuery::parse(query);
  EXPECT_FALSE(parsed.has_value()) << query;
  return parsed ? Error{Code::kInternal, ""} : parsed.error();
}

TEST(BrandQuery, FindsWholeWordsAndTagsButNotHandles) {
  for (const char* text : {"aurora", "I love AURORA!", "(Aurora)", "#Aurora rocks", "aurora's", "Auróra", "x.aurora/y"})
    EXPECT_TRUE(matches("aurora", text)) << text;
  for (const char* text : {"", "auroras", "@aurora", "#auroraair", "preaurora", "auro ra"})
    EXPECT_FALSE(matches("aurora", text)) << text;
}

TEST(BrandQuery, FindsTagsAndHandlesAsSuch) {
  EXPECT_TRUE(matches("#aurora", "so good #AURORA"));
  EXPECT_FALSE(matches("#aurora", "aurora @aurora #aurora2"));
  EXPECT_TRUE(matches("@aurora", "hey @Aurora, hello"));
  EXPECT_FALSE(matches("@aurora", "aurora #aurora info@aurora.com @aurora_help"));
  EXPECT_TRUE(matches("@aurora_help", "@Aurora_Help"));
}

TEST(BrandQuery, AStarStandsForTheRest) {
  EXPECT_TRUE(matches("auror*", "auroras"));
  EXPECT_TRUE(matches("auror*", "#AurorAir"));
  EXPECT_FALSE(matches("auror*", "@aurora auro"));
  EXPECT_TRUE(matches("@aurora*", "@aurora_help"));
  EXPECT_TRUE(matches("\"air auror*\"", "air auroras"));
}

TEST(BrandQuery, APhraseIsWordsOneAfterTheOther) {
  EXPECT_TRUE(matches("\"air aurora\"", "with AIR, Aurora"));
  EXPECT_FALSE(matches("\"air aurora\"", "air the aurora"));
  EXPECT_FALSE(matches("\"air aurora\"", "aurora air"));
  EXPECT_TRUE(matches("\"air air aurora\"", "air air air aurora"));
  EXPECT_TRUE(matches("“air aurora”", "air aurora"));
  EXPECT_TRUE(matches("coca-cola", "Coca Cola"));
  EXPECT_TRUE(matches("AT&T", "AT&amp;T is down"));
  EXPECT_TRUE(matches("McDonald's", "McDonald’s"));
  EXPECT_TRUE(matches("\"thanks @aurora\"", "Thanks @Aurora"));
  EXPECT_TRUE(matches("航空", "爱航空公司"));
}

TEST(BrandQuery, CombinesTerms) {
  EXPECT_TRUE(matches("aurora AND air", "air of aurora"));
  EXPECT_FALSE(matches("aurora air", "aurora"));
  EXPECT_TRUE(matches("aurora OR borea", "borea"));
  EXPECT_FALSE(matches("aurora NOT borealis", "aurora borealis"));
  EXPECT_TRUE(matches("aurora NOT borealis", "aurora"));
  EXPECT_TRUE(matches("a b OR c", "c")) << "AND binds closer";
  EXPECT_FALSE(matches("a (b OR c)", "c"));
  EXPECT_FALSE(matches("a NOT (b OR c)", "a c"));
  EXPECT_TRUE(matches("a OR b NOT c", "a c"));
  EXPECT_TRUE(matches("NOT NOT a", "a"));
  EXPECT_TRUE(matches("aurora or", "or aurora")) << "operators are in capitals";
  EXPECT_TRUE(matches("\"AND\"", "this and that"));
}

TEST(BrandQuery, RefusesWhatNearlyEveryPostMatches) {
  for (const char* query : {"NOT a", "NOT a NOT b", "a OR NOT b", "NOT (a b)", "(a OR NOT b) NOT c"})
    EXPECT_EQ(error_of(query).code, Code::kUsage) << query;
  EXPECT_EQ(error_of("a OR NOT b").message,
            "this would match nearly every post: say also what the posts must have\n"
            "a OR NOT b\n"
            "     ^");
}

TEST(BrandQuery, ShowsWhereItIsWrong) {
  const auto place = [](std::string_view query) {
    const std::string message = error_of(query).message;
    return message.substr(message.rfind('\n') + 1).size() - 1;
  };
  EXPECT_EQ(place("aurora AND"), 10U);
  EXPECT_EQ(place("OR aurora"), 0U);
  EXPECT_EQ(place("a AND OR b"), 6U);
  EXPECT_EQ(place("a (b OR c"), 2U);
  EXPECT_EQ(place("a b) c"), 3U);
  EXPECT_EQ(place("a ()"), 3U);
  EXPECT_EQ(place("a \"b c"), 2U);
  EXPECT_EQ(place("a &!"), 2U);
  EXPECT_EQ(place("a -b"), 2U);
  EXPECT_EQ(place("a \"\""), 2U);
  EXPECT_EQ(place("a *"), 2U);
  EXPECT_EQ(place("航空 (b"), 5U) << "wide characters take two columns";
  EXPECT_EQ(place("e\xCC\x81t\xCC\x81 (b"), 3U) << "combining ones none";
  EXPECT_EQ(place("a\t\n(b"), 3U);
  EXPECT_EQ(error_of("").message.find('\n'), std::string::npos);
  EXPECT_EQ(error_of(" \n\t").code, Code::kUsage);
}

TEST(BrandQuery, IsBounded) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
  const auto terms = [](std::size_t count) {
    std::string query;
    for (std::size_t i = 0; i < count; ++i) query += "word ";
    return query;
  };
  EXPECT_TRUE(BrandQuery::parse(nested(BrandQuery::kDeepest - 1)).has_value());
  EXPECT_EQ(error_of(nested(BrandQuery::kDeepest)).code, Code::kTooLarge);
  EXPECT_EQ(error_of(nested(900)).code, Code::kTooLarge);
  EXPECT_TRUE(BrandQuery::parse(terms(BrandQuery::kMostTerms)).has_value());
  EXPECT_EQ(error_of(terms(BrandQuery::kMostTerms + 1)).code, Code::kTooLarge);
  EXPECT_EQ(error_of(std::string(BrandQuery::kMostBytes + 1, 'a')).code, Code::kTooLarge);
  EXPECT_TRUE(BrandQuery::parse(std::string(BrandQuery::kMostBytes, 'a')).has_value());
}

TEST(BrandQuery, AnyBytesAreAQueryOrAnError) {
  Random random(5);
  constexpr std::string_view kParts[] = {"a", "b*", " ",        "(",    ")", "\"", "AND ", "OR ", "NOT ", "#",
                                         "@", "*",  "\xE8\x88", "\xFF", "è", "航", "-",    "_",   "“",    "\n"};
  for (int i = 0; i < 50'000; ++i) {
    std::string query;
    for (std::uint64_t k = random.below(12); k > 0; --k) query += kParts[random.below(std::size(kParts))];
    const auto parsed = BrandQuery::parse(query);
    EXPECT_FALSE(parsed.has_value() && parsed->matches(FoldedText(""))) << query;
  }
}

TEST(BrandRules, NameTheBrandAndTheOthersThatAPostIsAlsoAbout) {
  std::vector<BrandMatch> matches;
  for (const auto& [brand, query] : std::vector<std::pair<std::string, std::string>>{
           {"Aurora", "aurora NOT borealis"}, {"Borea", "borea OR @borea"}, {"Cetus", "cetus"}})
    matches.push_back({brand, *BrandQuery::parse(query)});
  const BrandRules rules(std::move(matches));
  const auto assigned = [&](const std::string& text, const std::string& brand = "",
                            std::vector<std::string> also = {}) {
    Post post;
    post.text = text;
    post.brand = brand;
    post.also = std::move(also);
    rules.assign(post);
    return post;
  };
  const Post both = assigned("cetus beats Aurora and @borea");
  EXPECT_EQ(both.brand, "Aurora");
  EXPECT_THAT(both.also, ElementsAre("Borea", "Cetus"));
  EXPECT_EQ(assigned("aurora borealis over cetus").brand, "Cetus");
  EXPECT_EQ(assigned("nothing").brand, "");
  const Post known = assigned("cetus beats aurora", "Cetus");
  EXPECT_EQ(known.brand, "Cetus");
  EXPECT_THAT(known.also, ElementsAre("Aurora"));
  EXPECT_THAT(assigned("cetus beats aurora", "Cetus", {"Aurora"}).also, ElementsAre("Aurora"));
  EXPECT_THAT(assigned("aurora", "Aurora").also, IsEmpty());
}

TEST(WithCaret, PutsTheMarkUnderThePlace) {
  EXPECT_EQ(with_caret("wrong", "abc", 1), "wrong\nabc\n ^");
  EXPECT_EQ(with_caret("wrong", "abc", 3), "wrong\nabc\n   ^");
  EXPECT_EQ(with_caret("wrong", "", 0), "wrong\n\n^");
  EXPECT_EQ(with_caret("wrong", "a\nb\x1B", 2), "wrong\na b \n  ^");
}

}  // namespace
}  // namespace polso
