#include "learn/retrain/material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "learn/gate/scripted_for_tests.h"

namespace polso {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

LabelRow row(const std::string& text, Sentiment label, const std::string& by = "anna", Millis at = 1) {
  LabelRow one;
  one.text = text;
  one.label = label;
  one.by = by;
  one.at = at;
  return one;
}

/// A word like no other.
std::string word(const std::string& kind, std::size_t n) {
  std::string letters = sha256(kind + std::to_string(n)).substr(0, 10);
  for (char& c : letters) c = static_cast<char>('a' + (c <= '9' ? c - '0' : c - 'a' + 10));
  return letters;
}

/// Posts that are no near-copies of each other.
std::vector<LabelRow> rows_of(std::size_t count, const std::string& by = "anna") {
  std::vector<LabelRow> rows;
  rows.reserve(count);
  for (std::size_t n = 0; n < count; ++n) {
    rows.push_back(row(word("a", n) + " " + word("b", n) + " " + word("c", n), static_cast<Sentiment>(n % kSentiments),
                       by, static_cast<Millis>(n)));
  }
  return rows;
}

Material sorted(std::vector<LabelRow> rows, const MaterialOptions& options = {}, const Classifier* champion = nullptr,
                const std::vector<GateSet>& frozen = {}) {
  const auto material = sort_material(std::move(rows), champion, frozen, "social-1", options, silent);
  EXPECT_TRUE(material) << material.error().message;
  return material.value_or(Material{});
}

Material all_learnt(std::vector<LabelRow> rows, const std::vector<GateSet>& frozen = {}) {
  return sorted(std::move(rows), {.held = 0, .recent = 2000}, nullptr, frozen);
}

std::set<std::string> texts_of(const std::vector<LabelRow>& rows) {
  std::set<std::string> texts;
  for (const LabelRow& one : rows) texts.insert(one.text);
  return texts;
}

constexpr auto kNeg = Sentiment::kNegative;
constexpr auto kNeu = Sentiment::kNeutral;
constexpr auto kPos = Sentiment::kPositive;

TEST(Material, OfAPostWithSeveralLabelsTheOneThatMostPeopleGaveStays) {
  struct Case {
    const char* what;
    std::vector<LabelRow> rows;
    std::optional<Sentiment> label;
    std::map<std::string, std::uint64_t> left_out;
  };
  for (const Case& c : std::vector<Case>{
           {"one", {row("a post", kPos)}, kPos, {}},
           {"two agree", {row("a post", kPos), row("A post!", kPos, "ben")}, kPos, {{"repeats", 1}}},
           {"two against one",
            {row("a post", kPos), row("a post", kNeg, "ben"), row("@x a post", kNeg, "carl")},
            kNeg,
            {{"repeats", 2}}},
           {"one against one",
            {row("a post", kPos), row("a post", kNeg, "ben")},
            std::nullopt,
            {{"people disagree", 2}}},
           {"three ways",
            {row("a post", kPos), row("a post", kNeg, "ben"), row("a post", kNeu, "carl")},
            std::nullopt,
            {{"people disagree", 3}}},
           {"somebody changes their mind",
            {row("a post", kPos, "anna", 1), row("a post", kNeg, "anna", 2)},
            kNeg,
            {{"repeats", 1}}},
           {"somebody votes often",
            {row("a post", kPos, "anna", 1), row("a post", kPos, "anna", 2), row("a post", kPos, "anna", 3),
             row("a post", kNeg, "ben"), row("a post", kNeg, "carl")},
            kNeg,
            {{"repeats", 4}}},
           {"nobody's name",
            {row("a post", kPos, ""), row("a post", kPos, ""), row("a post", kNeg, "ben")},
            kPos,
            {{"repeats", 2}}},
       }) {
    const Material material = all_learnt(c.rows);
    ASSERT_EQ(material.train.size(), c.label ? 1U : 0U) << c.what;
    for (const LabelRow& kept : material.train) EXPECT_EQ(kept.label, *c.label) << c.what;
    EXPECT_EQ(material.left_out, c.left_out) << c.what;
  }
}

TEST(Material, LeavesOutAndCountsWhatLeakedFromAFrozenSet) {
  const std::string storm = "Stuck at Newark for nine hours now and nobody answers the phone, never again";
  const std::vector<GateSet> frozen{{"test", SetRole::kFrozen, {{storm, kNeg, {}, {}}}},
                                    {"golden", SetRole::kGolden, {{"a golden post", kPos, {}, {}}}}};
  std::vector<LabelRow> rows = rows_of(20);
  rows.push_back(row(storm, kNeg));
  rows.push_back(row("@air A GOLDEN post! http://t.co/x", kPos));
  rows.push_back(row("RT @angry: Stuck at Newark for ten hours now and nobody answers the phone, never again", kNeg));
  rows.push_back(row("Nobody answers the phone at Newark and I have been here all day", kNeg));
  const Material material = all_learnt(rows, frozen);
  EXPECT_EQ(material.train.size(), 21U);
  EXPECT_THAT(material.left_out,
              UnorderedElementsAre(Pair("in a frozen set", 2U), Pair("near-copies of a frozen set", 1U)));
}

TEST(Material, HoldsBackAShareThatStaysTheSameAsLabelsCome) {
  const auto rows = rows_of(1000);
  const Material early = sorted({rows.begin(), rows.begin() + 500});
  const Material late = sorted(rows);
  EXPECT_NEAR(static_cast<double>(late.recent.size()), 300, 45);
  EXPECT_EQ(late.recent.size() + late.train.size(), 1000U);
  for (const std::string& text : texts_of(early.recent)) EXPECT_TRUE(texts_of(late.recent).contains(text));
  for (const std::string& text : texts_of(early.train)) EXPECT_TRUE(texts_of(late.train).contains(text));
}

TEST(Material, CopiesOfWhatIsHeldBackAreNotLearntFrom) {
  std::vector<LabelRow> rows;
  for (std::size_t n = 0; n < 200; ++n) {
    const std::string post = word("1", n) + " waits at " + word("2", n) + " since " + word("3", n) + " and " +
                             word("4", n) + " brings no answer from " + word("5", n);
    rows.push_back(row(post, kNeg));
    rows.push_back(row("@anna " + post + "!", kNeg, "ben"));
    rows.push_back(row(post + " today", kNeg, "carl"));
  }
  const Material material = sorted(rows);
  EXPECT_EQ(material.left_out.at("repeats"), 200U) << "an equal copy is the same post";
  EXPECT_GT(material.left_out.at("near-copies of what is held back"), 20U);
  std::set<std::string> held;
  for (const LabelRow& one : material.recent) held.insert(one.text.substr(0, one.text.find(" waits")));
  for (const LabelRow& one : material.train) {
    EXPECT_FALSE(held.contains(one.text.substr(0, one.text.find(" waits")))) << one.text;
  }
}

TEST(Material, JudgesByTheNewestAndByRandomPostsWhereThereAreSome) {
  auto rows = rows_of(1000);
  Material material = sorted(rows, {.held = 0.3, .recent = 50});
  ASSERT_EQ(material.recent.size(), 50U);
  EXPECT_GT(material.recent.front().at, 750);
  EXPECT_TRUE(std::ranges::is_sorted(material.recent, {}, &LabelRow::at));
  EXPECT_NEAR(static_cast<double>(material.train.size()), 700, 45) << "what is held back is not learnt from";
  for (std::size_t n = 0; n < rows.size(); n += 4) rows[n].random = true;
  material = sorted(rows);
  EXPECT_NEAR(static_cast<double>(material.recent.size()), 75, 25);
  EXPECT_TRUE(std::ranges::all_of(material.recent, &LabelRow::random));
}

TEST(Material, PeopleWhoAreNotTrustedAreLeftOut) {
  const auto honest = rows_of(200, "anna");
  auto fans = rows_of(260, "fan");
  fans.erase(fans.begin(), fans.begin() + 200);  // posts of their own
  for (LabelRow& one : fans) one.label = kPos;
  std::vector<GateSet> known{{"all", SetRole::kFrozen, {}}};
  for (const LabelRow& one : rows_of(260)) known[0].rows.push_back({one.text, one.label, {}, {}});
  const auto champion = scripted("champion", known, errs_on(0.2, 1));
  auto rows = honest;
  rows.insert(rows.end(), fans.begin(), fans.end());
  const Material material = sorted(rows, {}, champion.get());
  EXPECT_THAT(material.left_out, UnorderedElementsAre(Pair("not trusted", 60U)));
  ASSERT_EQ(material.people.size(), 2U);
  EXPECT_TRUE(material.people[0].trusted) << material.people[0].noise;
  EXPECT_THAT(material.people[1].reason, HasSubstr("the 60 labels of 'fan'"));
  EXPECT_EQ(material.train.size() + material.recent.size(), 200U);
  EXPECT_THAT(sorted(rows).left_out, IsEmpty()) << "without a champion nobody can tell";
}

TEST(Material, DoesNotDependOnTheOrderOfTheRows) {
  auto rows = rows_of(200);
  for (std::size_t n = 0; n < 50; ++n) rows.push_back(row(rows[n].text, kPos, "ben"));
  const Material one = sorted(rows);
  std::ranges::reverse(rows);
  std::ranges::rotate(rows, rows.begin() + 77);
  const Material two = sorted(rows);
  ASSERT_EQ(one.train.size(), two.train.size());
  for (std::size_t i = 0; i < one.train.size(); ++i) {
    EXPECT_EQ(one.train[i].text, two.train[i].text);
    EXPECT_EQ(one.train[i].label, two.train[i].label);
  }
  EXPECT_EQ(one.left_out, two.left_out);
}

TEST(Material, OfNothingIsNothingAndAnUnknownNormaliserIsSaidSo) {
  const Material material = sorted({});
  EXPECT_TRUE(material.train.empty());
  EXPECT_TRUE(material.recent.empty());
  EXPECT_THAT(material.left_out, IsEmpty());
  const auto unknown = sort_material({}, nullptr, {}, "social-0", {}, silent);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Code::kUnsupported);
}

}  // namespace
}  // namespace polso
