#include "store/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/temp_folder.h"

namespace polso {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr Millis kNoon = 1'424'779'200'000;  // 2015-02-24T12:00:00Z

class DeskFile : public testing::Test {
 protected:
  void SetUp() override {
    store = *open_store(path());
    desk = *open_desk(path(), IfMissing::kFail);
  }
  [[nodiscard]] std::string path() const { return (folder.path() / "polso.db").string(); }

  /// A post whose model was as sure of negative as `negative` says.
  void add(const std::string& id, float negative, Millis time = kNoon, const std::string& brand = "Aurora",
           const std::string& also = "") {
    Batch batch;
    Post& post = batch.posts.emplace_back();
    post.id = id;
    post.source = "test";
    post.brand = brand;
    if (!also.empty()) post.also = {also};
    post.text = "the gate changed again";
    post.created_at = time;
    const std::vector<Verdict> verdicts{{{negative, 1 - negative, 0}, Sentiment::kNegative}};
    ASSERT_TRUE(store->add(batch, verdicts, "m@1").has_value());
  }

  Status give(const std::string& id, Sentiment label, FeedbackKind kind = FeedbackKind::kFree,
              const std::string& by = "ann") {
    return desk->give({.source = "test", .id = id, .label = label, .kind = kind, .at = 99 + given++, .by = by});
  }
  /// "ann: negative, bea: positive".
  [[nodiscard]] std::string said(const std::string& id) {
    std::string text;
    FeedbackQuery query;
    query.disputed = true;
    const auto judged = desk->feedback(query);
    for (const JudgedPost& post : *judged) {
      for (const PersonLabel& person : post.stored.people) {
        if (post.feedback.id != id) continue;
        text += (text.empty() ? "" : ", ") + person.by + ": " + std::string(name(person.label));
      }
    }
    return text;
  }

  std::vector<std::string> queue(FeedbackKind kind, const std::string& brand, std::size_t limit) {
    std::vector<std::string> ids;
    const auto posts = desk->queue(kind, brand, limit);
    EXPECT_TRUE(posts.has_value()) << posts.error().message;
    for (const StoredPost& stored : *posts) ids.push_back(stored.post.id);
    return ids;
  }

  TempFolder folder;
  std::unique_ptr<Store> store;
  std::unique_ptr<Desk> desk;
  Millis given = 0;  // labels
};

TEST_F(DeskFile, KeepsOneRuleForEachBrand) {
  ASSERT_TRUE(desk->set_brand_rule({"Borea", "borea OR #borea", 5}).has_value());
  ASSERT_TRUE(desk->set_brand_rule({"Aurora", "aurora", 6}).has_value());
  ASSERT_TRUE(desk->set_brand_rule({"Borea", "borea*", 7}).has_value());
  const auto rules = *desk->brand_rules();
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].brand, "Aurora");
  EXPECT_EQ(rules[1].query, "borea*");
  EXPECT_EQ(rules[1].since, 7);
  EXPECT_TRUE(*desk->remove_brand_rule("Borea"));
  EXPECT_FALSE(*desk->remove_brand_rule("Borea"));
  EXPECT_EQ(desk->brand_rules()->size(), 1U);
}

TEST_F(DeskFile, KeepsTheLatestFeedbackBesideTheVerdict) {
  add("1", 0.9F);
  const std::int64_t before = *store->version();
  ASSERT_TRUE(give("1", Sentiment::kNeutral).has_value());
  ASSERT_TRUE(give("1", Sentiment::kPositive, FeedbackKind::kUncertain).has_value());
  EXPECT_GT(*store->version(), before);
  const auto judged = *desk->feedback({});
  ASSERT_EQ(judged.size(), 1U);
  EXPECT_EQ(judged[0].feedback.label, Sentiment::kPositive);
  EXPECT_EQ(judged[0].feedback.kind, FeedbackKind::kUncertain);
  EXPECT_EQ(judged[0].feedback.at, 100);
  EXPECT_EQ(judged[0].feedback.by, "ann");
  EXPECT_EQ(judged[0].stored.verdict.label, Sentiment::kNegative);
  const auto post = **store->post("test", "1");
  EXPECT_EQ(post.feedback, Sentiment::kPositive);
  EXPECT_EQ(post.verdict.label, Sentiment::kNegative);
  EXPECT_EQ(store->buckets({})->at(0).histogram.labels[0], 1U);
}

TEST_F(DeskFile, CountsWhatMostPeopleSayAndKeepsWhatEachSays) {
  add("1", 0.9F);
  const auto counts = [&] { return (*store->post("test", "1"))->feedback; };
  ASSERT_TRUE(give("1", Sentiment::kPositive, FeedbackKind::kUncertain, "ann"));
  ASSERT_TRUE(give("1", Sentiment::kNeutral, FeedbackKind::kFree, "bea"));
  EXPECT_EQ(counts(), std::nullopt) << "one against one";
  EXPECT_TRUE(desk->feedback({})->empty()) << "and nobody's word counts";
  EXPECT_EQ(said("1"), "ann: positive, bea: neutral");
  ASSERT_TRUE(give("1", Sentiment::kNeutral, FeedbackKind::kFree, ""));
  EXPECT_EQ(counts(), Sentiment::kNeutral) << "who gives no name is one person too";
  const JudgedPost judged = desk->feedback({})->at(0);
  EXPECT_EQ(judged.feedback.label, Sentiment::kNeutral);
  EXPECT_EQ(judged.feedback.by, "");
  EXPECT_EQ(judged.stored.people.size(), 3U);
  EXPECT_EQ(judged.stored.people[1].kind, FeedbackKind::kUncertain);
  ASSERT_TRUE(give("1", Sentiment::kPositive, FeedbackKind::kFree, "bea"));
  EXPECT_EQ(counts(), Sentiment::kPositive) << "bea thought better of it";
  EXPECT_EQ(said("1"), ": neutral, ann: positive, bea: positive");
}

TEST_F(DeskFile, LetsPeopleTakeBackTheirOwnWord) {
  add("1", 0.9F);
  ASSERT_TRUE(give("1", Sentiment::kPositive, FeedbackKind::kFree, "ann"));
  ASSERT_TRUE(give("1", Sentiment::kNeutral, FeedbackKind::kFree, "bea"));
  EXPECT_FALSE(*desk->withdraw("test", "1", "cid")) << "he has said nothing";
  const std::int64_t before = *store->version();
  EXPECT_TRUE(*desk->withdraw("test", "1", "bea"));
  EXPECT_GT(*store->version(), before);
  EXPECT_EQ((*store->post("test", "1"))->feedback, Sentiment::kPositive) << "the tie is broken";
  EXPECT_TRUE(*desk->withdraw("test", "1", "ann"));
  EXPECT_EQ((*store->post("test", "1"))->feedback, std::nullopt);
  EXPECT_EQ(said("1"), "");
  EXPECT_EQ(desk->withdraw("test", "2", "ann").error().code, Code::kNotFound);
}

TEST_F(DeskFile, AsksAgainAboutAnAuditThatNobodyStandsBy) {
  for (int i = 0; i < 3; ++i) add(std::to_string(i), 0.9F);
  const auto drawn = queue(FeedbackKind::kAudit, "Aurora", 3);
  ASSERT_TRUE(give(drawn[0], Sentiment::kNeutral, FeedbackKind::kAudit));
  EXPECT_EQ(queue(FeedbackKind::kAudit, "Aurora", 3).size(), 2U);
  ASSERT_TRUE(give(drawn[0], Sentiment::kPositive, FeedbackKind::kAudit, "bea"));
  EXPECT_EQ(queue(FeedbackKind::kAudit, "Aurora", 3).size(), 2U) << "disputed, but people have seen it";
  EXPECT_THAT(queue(FeedbackKind::kUncertain, "Aurora", 3), Not(Contains(drawn[0])));
  EXPECT_TRUE(*desk->withdraw("test", drawn[0], "ann"));
  EXPECT_TRUE(*desk->withdraw("test", drawn[0], "bea"));
  EXPECT_THAT(queue(FeedbackKind::kAudit, "Aurora", 3), Contains(drawn[0]));
}

TEST_F(DeskFile, ADisputedPostThatChanceDrawsIsAnAuditOnceTheTieIsBroken) {
  add("1", 0.9F);
  ASSERT_TRUE(give("1", Sentiment::kPositive, FeedbackKind::kFree, "ann"));
  ASSERT_TRUE(give("1", Sentiment::kNeutral, FeedbackKind::kFree, "bea"));
  EXPECT_THAT(queue(FeedbackKind::kAudit, "Aurora", 3), IsEmpty());
  FeedbackQuery audits{.brand = {}, .kind = FeedbackKind::kAudit};
  EXPECT_TRUE(desk->feedback(audits)->empty());
  audits.disputed = true;
  EXPECT_EQ(desk->feedback(audits)->size(), 1U);
  ASSERT_TRUE(give("1", Sentiment::kNeutral, FeedbackKind::kFree, "cid"));
  audits.disputed = false;
  EXPECT_EQ(desk->feedback(audits)->at(0).feedback.label, Sentiment::kNeutral);
}

TEST_F(DeskFile, TakesNoFeedbackOnUnknownPosts) {
  EXPECT_EQ(give("1", Sentiment::kNeutral).error().code, Code::kNotFound);
  EXPECT_TRUE(desk->feedback({})->empty());
}

TEST_F(DeskFile, AnswersFeedbackByBrandTimeAndKindNewestPostFirst) {
  add("old", 0.9F, kNoon - kDay);
  add("both", 0.9F, kNoon, "Borea", "Aurora");
  add("new", 0.9F, kNoon + 1);
  for (const char* id : {"new", "old", "both"}) ASSERT_TRUE(give(id, Sentiment::kNeutral).has_value());
  ASSERT_TRUE(give("old", Sentiment::kNeutral, FeedbackKind::kUncertain).has_value());
  const auto ids = [&](const FeedbackQuery& query) {
    std::vector<std::string> found;
    const auto feedback = desk->feedback(query);
    for (const JudgedPost& judged : *feedback) found.push_back(judged.feedback.id);
    return found;
  };
  EXPECT_THAT(ids({}), ElementsAre("new", "both", "old"));
  EXPECT_THAT(ids({.brand = "Aurora"}), ElementsAre("new", "both", "old"));
  EXPECT_THAT(ids({.brand = "Borea"}), ElementsAre("both"));
  EXPECT_THAT(ids({.brand = "nobody"}), IsEmpty());
  EXPECT_THAT(ids({.brand = {}, .from = kNoon, .to = kNoon + 1}), ElementsAre("both"));
  EXPECT_THAT(ids({.brand = {}, .kind = FeedbackKind::kUncertain}), ElementsAre("old"));
  EXPECT_THAT(ids({.brand = {}, .limit = 2}), ElementsAre("new", "both"));
}

TEST_F(DeskFile, AsksAboutTheLeastCertainPostsFirst) {
  add("sure", 0.99F);
  add("torn", 0.51F);
  add("doubtful", 0.6F);
  add("other", 0.5F, kNoon, "Borea");
  EXPECT_THAT(queue(FeedbackKind::kUncertain, "Aurora", 2), ElementsAre("torn", "doubtful"));
  EXPECT_THAT(queue(FeedbackKind::kUncertain, "", 2), ElementsAre("other", "torn"));
  ASSERT_TRUE(give("torn", Sentiment::kNeutral, FeedbackKind::kUncertain).has_value());
  EXPECT_THAT(queue(FeedbackKind::kUncertain, "Aurora", 9), ElementsAre("doubtful", "sure"));
  EXPECT_THAT(queue(FeedbackKind::kUncertain, "nobody", 9), IsEmpty());
  EXPECT_EQ(desk->queue(FeedbackKind::kFree, "", 9).error().code, Code::kUsage);
}

TEST_F(DeskFile, GivesTheSameAuditUntilItIsJudged) {
  for (int i = 0; i < 100; ++i) add(std::to_string(i), 0.9F, kNoon + i);
  const auto first = queue(FeedbackKind::kAudit, "Aurora", 10);
  EXPECT_EQ(std::set(first.begin(), first.end()).size(), 10U);
  EXPECT_EQ(queue(FeedbackKind::kAudit, "Aurora", 10), first);
  const auto more = queue(FeedbackKind::kAudit, "", 12);
  EXPECT_TRUE(std::ranges::equal(first, std::span(more).first(10)));
  ASSERT_TRUE(give(first[0], Sentiment::kNeutral, FeedbackKind::kAudit).has_value());
  EXPECT_THAT(queue(FeedbackKind::kAudit, "Aurora", 100), Not(Contains(first[0])));
  EXPECT_EQ(queue(FeedbackKind::kAudit, "Aurora", 1000).size(), 99U);
  EXPECT_THAT(queue(FeedbackKind::kAudit, "nobody", 10), IsEmpty());
}

TEST_F(DeskFile, LetsNobodyChooseWhatIsAudited) {
  for (int i = 0; i < 20; ++i) add(std::to_string(i), 0.9F);
  EXPECT_EQ(give("3", Sentiment::kNeutral, FeedbackKind::kAudit).error().code, Code::kRefused);
  ASSERT_TRUE(give("3", Sentiment::kNeutral).has_value());
  const auto drawn = queue(FeedbackKind::kAudit, "Aurora", 20);
  EXPECT_EQ(drawn.size(), 19U) << "what was judged is not asked for again";
  EXPECT_EQ(desk->feedback({})->at(0).feedback.kind, FeedbackKind::kAudit) << "but it was drawn with the rest";
  ASSERT_TRUE(give(drawn[0], Sentiment::kNeutral, FeedbackKind::kFree).has_value());
  EXPECT_EQ(desk->feedback({.brand = {}, .kind = FeedbackKind::kAudit})->size(), 2U);
}

TEST_F(DeskFile, DrawsTheAuditEvenlyFromTheLastThirtyDays) {
  for (int i = 0; i < 400; ++i) add(std::to_string(i), i < 200 ? 0.5F : 0.99F, kNoon + i, "Aurora");
  for (int i = 0; i < 20; ++i) add(std::to_string(1000 + i), 0.5F, kNoon - 31 * kDay);
  add("rare", 0.9F, kNoon, "Borea", "Cetus");
  EXPECT_THAT(queue(FeedbackKind::kAudit, "Cetus", 5), ElementsAre("rare"));
  const auto drawn = queue(FeedbackKind::kAudit, "Aurora", 200);
  const auto uncertain = std::ranges::count_if(drawn, [](const std::string& id) { return std::stoi(id) < 200; });
  EXPECT_NEAR(static_cast<double>(uncertain), 100, 35);  // seven standard deviations
  EXPECT_EQ(queue(FeedbackKind::kAudit, "Aurora", 1000).size(), 400U);
}

TEST_F(DeskFile, KnowsTokensByTheirHashOnly) {
  const TokenHash hash{1, 2, 3};
  ASSERT_TRUE(desk->add_token({"laptop", Scope::kWrite, 5, 9, hash}).has_value());
  ASSERT_TRUE(desk->add_token({"display", Scope::kRead, 6, std::nullopt, TokenHash{4}}).has_value());
  EXPECT_EQ(desk->add_token({"laptop", Scope::kRead, 7, std::nullopt, TokenHash{5}}).error().code, Code::kExists);
  EXPECT_EQ(desk->add_token({"other", Scope::kRead, 7, std::nullopt, hash}).error().code, Code::kExists);
  const auto all = *desk->tokens();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "display");
  EXPECT_EQ(all[0].expires, std::nullopt);
  EXPECT_EQ(all[1].name, "laptop");
  EXPECT_EQ(all[1].scope, Scope::kWrite);
  EXPECT_EQ(all[1].created, 5);
  EXPECT_EQ(all[1].expires, 9);
  EXPECT_EQ(all[1].hash, hash);
  const std::int64_t before = *store->version();
  EXPECT_TRUE(*desk->remove_token("laptop"));
  EXPECT_GT(*store->version(), before) << "a running server must hear of it";
  EXPECT_FALSE(*desk->remove_token("laptop"));
  EXPECT_EQ(desk->tokens()->size(), 1U);
}

TEST(OpenDesk, HasTheErrorsOfOpenStore) {
  const TempFolder folder;
  EXPECT_EQ(open_desk("postgres://db/polso").error().code, Code::kUnsupported);
  EXPECT_EQ(open_desk((folder.path() / "polso.db").string(), IfMissing::kFail).error().code, Code::kNotFound);
  EXPECT_TRUE(open_desk((folder.path() / "polso.db").string()).has_value());
}

}  // namespace
}  // namespace polso
