#include "learn/gate/behaviour.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "learn/gate/scripted_for_tests.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Negative with "bad" in it, positive with "good", surer with "very", turned by "not".
Verdict reader(std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  const float sure = has("very") ? 0.95F : 0.7F;
  if (has("bad")) return verdict_for(Sentiment::kNegative, sure);
  if (has("good")) return verdict_for(has("not") ? Sentiment::kNegative : Sentiment::kPositive, sure);
  return verdict_for(Sentiment::kNeutral, sure);
}

const ScriptedClassifier reader_model("reader", reader);
const ScriptedClassifier deaf_model("deaf", [](std::string_view) { return verdict_for(Sentiment::kPositive); });

TEST(Behaviour, EachKindOfCaseAsksForWhatItSays) {
  struct Case {
    const char* line;
    bool passes;
  };
  for (const Case& c : {
           Case{"g | is negative | a bad day", true},
           Case{"g | is negative | a good day", false},
           Case{"g | is not positive | a bad day", true},
           Case{"g | is not positive | a day", true},
           Case{"g | is not positive | a good day", false},
           Case{"g | same | @anna a good day | @marco a good day", true},
           Case{"g | same | a good day | a bad day", false},
           Case{"g | higher | a good day | a very good day", true},
           Case{"g | higher | a good day | a good day", true},
           Case{"g | higher | a good day | a day", false},
           Case{"g | lower | a good day | not a good day", true},
           Case{"g | lower | a bad day | a very bad day", true},
           Case{"g | lower | a day | a good day", false},
       }) {
    const auto cases = parse_behaviour(c.line);
    ASSERT_TRUE(cases) << c.line << ": " << cases.error().message;
    const auto rates = behave(reader_model, *cases);
    ASSERT_TRUE(rates);
    ASSERT_EQ(rates->size(), 1U);
    EXPECT_EQ(rates->front().rate(), c.passes ? 1 : 0) << c.line;
  }
}

TEST(Behaviour, CountsByGroupAndNamesTheLinesThatFailed) {
  const auto cases = parse_behaviour(
      "# a comment\n"
      "negation | is negative | not good\n"
      "\n"
      "plain | is positive | good\r\n"
      "negation | lower | good | not good\n"
      "negation | is negative | not nice\n");
  ASSERT_TRUE(cases) << cases.error().message;
  const auto rates = behave(reader_model, *cases);
  ASSERT_TRUE(rates);
  ASSERT_EQ(rates->size(), 2U) << "in the order of their first case";
  EXPECT_EQ(rates->at(0).group, "negation");
  EXPECT_EQ(rates->at(0).cases, 3U);
  EXPECT_EQ(rates->at(0).passed, 2U);
  EXPECT_THAT(rates->at(0).failed, ElementsAre(6U));
  EXPECT_EQ(rates->at(1).group, "plain");
  EXPECT_EQ(rates->at(1).rate(), 1);
}

TEST(Behaviour, SaysWhichLineIsNoCase) {
  for (const char* line : {"negation", "negation | is negative", "negation | is angry | text", "negation | is | text",
                           "negation | is negative | one | two", "negation | same | one", "negation | same | one | ",
                           "negation | same | one | two | three", "negation | louder | one | two",
                           " | is negative | text", "negation | is negative | "}) {
    const auto cases = parse_behaviour(std::string("plain | is positive | good\n") + line);
    ASSERT_FALSE(cases) << line;
    EXPECT_EQ(cases.error().code, Code::kInvalid);
    EXPECT_THAT(cases.error().message, HasSubstr("line 2: no case")) << line;
  }
}

TEST(Behaviour, TheCasesOfBothLanguagesAskForTheSameGroups) {
  for (const char* lang : {"en", "it"}) {
    const auto cases = parse_behaviour(behaviour_text(lang));
    ASSERT_TRUE(cases) << lang << ": " << cases.error().message;
    EXPECT_GE(cases->size(), 35U);
    std::vector<std::string> groups;
    const auto rates = behave(deaf_model, *cases);
    ASSERT_TRUE(rates);
    for (const GroupRate& rate : *rates) {
      groups.push_back(rate.group);
      EXPECT_GE(rate.cases, 6U) << lang << ' ' << rate.group;
      EXPECT_TRUE(rate.rate() < 1 || rate.group == "swap" || rate.group == "intensifier")
          << lang << ' ' << rate.group << ": a model that hears nothing must fail it somewhere";
    }
    EXPECT_THAT(groups, ElementsAre("plain", "negation", "intensifier", "swap", "emoji"));
  }
  EXPECT_EQ(behaviour_text("fr"), "");
}

}  // namespace
}  // namespace polso
