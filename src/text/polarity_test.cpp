#include "text/polarity.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include <string>

#include "text/lexicon.h"
#include "text/polarity_learner.h"

namespace polso {
namespace {

constexpr std::string_view kTable =
    "# bins\twords\tsum\t-1 0 1\n"
    "# bins\twords\tmax\t0.5\n"
    "# bins\twords\tmin\t-0.5\n"
    "word\twords\n"
    "bad\t-2.00\n"
    "good\t2.00\n"
    "not_bad\t0.50\n";

std::string with_features(std::string text) {
  PolarityTable::parse(kTable).value().append_features(text);
  return text;
}

TEST(Polarity, FeaturesSayInWhichBinTheTalliesLie) {
  EXPECT_EQ(with_features("good day"), "good day <words:sum:3> <words:max:1> <words:min:1>");
  EXPECT_EQ(with_features("good bad"), "good bad <words:sum:2> <words:max:1> <words:min:0>");
  EXPECT_EQ(with_features(""), "<words:sum:2> <words:max:0> <words:min:1>");
}

TEST(Polarity, NegatedFormsCountOnceAndAreTurnedRoundWhenUnknown) {
  const auto table = PolarityTable::parse(kTable).value();
  EXPECT_FLOAT_EQ(table.tally("not bad not_bad", 0)[0], 0.5F);
  EXPECT_FLOAT_EQ(table.tally("not good not_good day", 0)[0], -1.4F);
  EXPECT_FLOAT_EQ(table.tally("good not_bad", 0)[0], 2.5F);
}

TEST(Polarity, ATableIsWrittenAsItWasRead) { EXPECT_EQ(PolarityTable::parse(kTable).value().to_tsv(), kTable); }

TEST(Polarity, FaultyTablesAreRefusedWithTheLine) {
  for (const auto& [table, fault] : {std::pair<std::string, std::string>{"", "no header"},
                                     {"word\tx\n", "line 1"},
                                     {"# bins\tx\tmean\t1\n", "sum, max, min"},
                                     {"# bins\tx\tsum\t2 1\n", "ascending"},
                                     {"# bins\tx\tsum\tnan\n", "not a number"},
                                     {"# bins\tx y\tsum\t1\n", "holds a space"},
                                     {"# bins\tx\tsum\t1\nword\tx\na\tb\n", "line 3"},
                                     {"# bins\tx\tsum\t1\nword\tx\na\t1\na\t2\n", "comes twice"},
                                     {"# bins\tx\tsum\t1\nword\tx\na\t1\t2\n", "more cells"}}) {
    const auto result = PolarityTable::parse(table);
    ASSERT_FALSE(result.has_value()) << table;
    EXPECT_NE(result.error().message.find(fault), std::string::npos) << result.error().message;
  }
}

TEST(PolarityLearner, WordsOfPositivePostsScoreAboveZero) {
  LogOdds counts;
  for (int i = 0; i < 10; ++i) {
    counts.add("lovely lovely tea", true);
    counts.add("dull tea", false);
  }
  counts.add("rare", true);
  const PolarityColumn column = counts.column("distant");
  EXPECT_GT(column.scores.at("lovely"), 1);
  EXPECT_LT(column.scores.at("dull"), -1);
  EXPECT_NEAR(column.scores.at("tea"), 0, 0.1);
  EXPECT_FALSE(column.scores.contains("rare"));
}

TEST(PolarityTable, TellsWhichWordsAreBehindATally) {
  PolarityTable table({"x"});
  table.set("good", 0, 3);
  table.set("fine", 0, 1);
  table.set("bad", 0, -2);
  const std::string text = "good so bad fine";
  std::map<std::pair<std::size_t, std::string>, double> shares;
  for (const PolarityShare& share : table.shares(text))
    shares[{share.feature, text.substr(share.at, text.find(' ', share.at) - share.at)}] = share.share;
  const std::map<std::pair<std::size_t, std::string>, double> expected{
      {{0, "good"}, 0.75}, {{0, "fine"}, 0.25}, {{1, "good"}, 1}, {{2, "bad"}, 1}};
  EXPECT_EQ(shares, expected);
  EXPECT_EQ(table.shares("bad not_bad").at(0).share, 1) << "turned round";
  EXPECT_TRUE(table.shares("so so").empty());
}

TEST(PolarityLearner, BinsHoldAboutEquallyManyPosts) {
  const PolarityColumn column{"x", {{"a", 1.0}, {"b", 2.0}, {"c", 3.0}, {"d", 4.0}}};
  const std::string posts[] = {"a", "b", "c", "d"};
  const PolarityTable table = make_polarity_table({&column, 1}, posts, 2);
  std::string low = "b";
  std::string high = "c";
  table.append_features(low);
  table.append_features(high);
  EXPECT_EQ(low, "b <x:sum:0> <x:max:0> <x:min:1>");
  EXPECT_EQ(high, "c <x:sum:1> <x:max:1> <x:min:1>");
}

TEST(Lexicon, IsReadInItsPublishersForm) {
  const Normaliser normaliser = normaliser_named("social-1").value();
  PolarityColumn column{"lexicon", {}};
  ASSERT_TRUE(add_lexicon("fine\t1.5\t0.5\t[1, 2]\nnot fine\t-1\t0\t[]\n:-)\t2.0\t0\t[]\n", LexiconFormat::kVader,
                          normaliser, column));
  ASSERT_TRUE(
      add_lexicon("Emoji,Unicode,Occurrences,Position,Negative,Neutral,Positive,Name,Block\n"
                  "❤️,0x2764,95,0.7,5,20,70,HEART,Dingbats\n🎲,0x1f3b2,3,0.5,1,1,1,DIE,Symbols\n",
                  LexiconFormat::kEmojiRanking, normaliser, column));
  ASSERT_TRUE(add_lexicon("word\tscore\nFine\t-9\nbello\t1.4\n", LexiconFormat::kMal, normaliser, column));
  EXPECT_EQ(column.scores.size(), 4U);
  EXPECT_DOUBLE_EQ(column.scores.at("fine"), 1.5);
  EXPECT_DOUBLE_EQ(column.scores.at(":)"), 2.0);
  EXPECT_DOUBLE_EQ(column.scores.at("❤"), 2.6);
  EXPECT_DOUBLE_EQ(column.scores.at("bello"), 1.4);
  EXPECT_FALSE(add_lexicon("<html>", LexiconFormat::kMal, normaliser, column));
}

}  // namespace
}  // namespace polso
