#include "store/opinions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/temp_folder.h"
#include "store/sqlite/database.h"
#include "store/sqlite/opinion_table.h"
#include "store/sqlite/sqlite_opinions.h"

namespace polso {
namespace {

constexpr Millis kNoon = 1'424'779'200'000;  // 2015-02-24T12:00:00Z
constexpr const char* kFirst = "m@1";
constexpr const char* kSecond = "m@2";

const Verdict sad{.scores = {0.8F, 0.15F, 0.05F}, .label = Sentiment::kNegative};
const Verdict glad{.scores = {0.05F, 0.1F, 0.85F}, .label = Sentiment::kPositive};

std::vector<Opinion> all_alike(const OpinionPage& page, const Verdict& verdict) {
  std::vector<Opinion> judged(page.posts.size());
  std::ranges::transform(page.posts, judged.begin(), [&](const Unjudged& post) { return Opinion{post.seq, verdict}; });
  return judged;
}

/// Brand, start and model > posts, and those of them that are negative.
using Counts = std::map<std::tuple<std::string, Millis, std::string>, std::pair<std::uint64_t, std::uint64_t>>;

BucketVisitor into(Counts& counts) {
  return [&counts](const BucketKey& key, const Histogram& histogram) {
    auto& [posts, negative] = counts[{key.brand, key.start, key.model}];
    posts += histogram.total();
    negative += histogram.labels[0];
  };
}

class OpinionsTest : public testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return (folder_.path() / "polso.db").string(); }

  /// One an hour, from noon on, the newest last.
  void store_posts(int first, int count, const std::string& model = kFirst, const Verdict& verdict = sad,
                   const std::vector<std::string>& also = {}) {
    Batch batch;
    for (int i = first; i < first + count; ++i) {
      batch.posts.push_back({.id = std::to_string(i),
                             .source = "test",
                             .brand = "Aurora",
                             .also = also,
                             .author = "",
                             .lang = "en",
                             .text = "post " + std::to_string(i),
                             .created_at = kNoon + i * kHour});
    }
    ASSERT_TRUE(store->add(batch, std::vector<Verdict>(batch.posts.size(), verdict), model));
  }

  OpinionPage next(Way way, std::size_t limit = 100, Millis from = kMinTime, const std::string& model = kSecond) {
    auto page = opinions->next(model, way, from, limit);
    EXPECT_TRUE(page) << page.error().message;
    return page.value_or(OpinionPage{});
  }

  std::uint64_t add(const OpinionPage& page, const Verdict& verdict = glad, const std::string& model = kSecond) {
    auto added = opinions->add(model, page, all_alike(page, verdict));
    EXPECT_TRUE(added) << added.error().message;
    return added.value_or(0);
  }

  /// Judges all there is.
  std::uint64_t judge_all(const std::string& model = kSecond, const Verdict& verdict = glad) {
    std::uint64_t added = 0;
    for (const Way way : {Way::kNewer, Way::kOlder}) {
      for (bool last = false; !last;) {
        const OpinionPage page = next(way, 3, kMinTime, model);
        added += add(page, verdict, model);
        last = page.last;
      }
    }
    return added;
  }

  Counts second(const BucketQuery& query = {}) {
    Counts counts;
    EXPECT_TRUE(opinions->each_bucket(query, into(counts)));
    return counts;
  }

  Counts first() {
    Counts counts;
    EXPECT_TRUE(store->each_bucket({}, into(counts)));
    return counts;
  }

  static std::vector<std::string> texts(const OpinionPage& page) {
    std::vector<std::string> out(page.posts.size());
    std::ranges::transform(page.posts, out.begin(), &Unjudged::text);
    return out;
  }

 private:
  TempFolder folder_;

 protected:
  std::unique_ptr<Store> store = *open_store(path());
  std::unique_ptr<Opinions> opinions = *open_opinions(path());
};

TEST_F(OpinionsTest, GoForwardFromWhereTheyBeganAndBackFromTheNewest) {
  store_posts(0, 3);
  EXPECT_TRUE(next(Way::kNewer).posts.empty());
  store_posts(3, 2);
  EXPECT_EQ(texts(next(Way::kNewer)), (std::vector<std::string>{"post 3", "post 4"}));
  const OpinionPage back = next(Way::kOlder, 2);
  EXPECT_EQ(texts(back), (std::vector<std::string>{"post 4", "post 3"}));
  EXPECT_FALSE(back.last);
  EXPECT_EQ(texts(next(Way::kOlder, 2)), texts(back)) << "nothing was added, so nothing has moved";
  add(back);
  const OpinionPage further = next(Way::kOlder, 5);
  EXPECT_EQ(texts(further), (std::vector<std::string>{"post 2", "post 1", "post 0"}));
  EXPECT_TRUE(further.last);
  EXPECT_TRUE(next(Way::kNewer).posts.empty()) << "the way back has judged them";
}

TEST_F(OpinionsTest, LeaveOutWhatIsOlderAndWhatTheModelJudgedFirst) {
  ASSERT_TRUE(next(Way::kNewer).posts.empty());
  store_posts(0, 4);
  store_posts(4, 2, kSecond, glad);
  store_posts(6, 1);
  const std::vector<std::string> expected{"post 2", "post 3", "post 6"};
  EXPECT_EQ(texts(next(Way::kNewer, 100, kNoon + 2 * kHour)), expected);
  EXPECT_EQ(texts(next(Way::kOlder, 100, kNoon + 2 * kHour)),
            std::vector<std::string>(expected.rbegin(), expected.rend()));
}

TEST_F(OpinionsTest, AreCountedByThemselvesAndTheFirstBucketsStayAsTheyWere) {
  store_posts(0, 7, kFirst, sad, {"Borea"});
  store_posts(7, 2, kSecond, glad);
  const Counts before = first();
  const std::int64_t version = *store->version();
  EXPECT_EQ(judge_all(), 7U);
  EXPECT_EQ(first(), before);
  EXPECT_EQ(*store->version(), version);
  Counts expected;
  for (int i = 0; i < 7; ++i) {
    for (const char* brand : {"Aurora", "Borea"}) expected[{brand, kNoon + i * kHour, kSecond}] = {1, 0};
  }
  EXPECT_EQ(second(), expected);
  EXPECT_EQ(second({.brand = "Borea", .model = {}, .source = "test", .lang = "en"}).size(), 7U);
  EXPECT_TRUE(second({.brand = {}, .model = kFirst, .source = {}, .lang = {}}).empty());
  EXPECT_TRUE(second({.brand = {}, .model = "m@9", .source = {}, .lang = {}}).empty());
  BucketQuery days;
  days.width = kDay;
  EXPECT_EQ(second(days)[std::tuple("Aurora", floor_time(kNoon, kDay), kSecond)],
            std::pair(std::uint64_t{7}, std::uint64_t{0}));
  days.width = kMinute;
  EXPECT_EQ(opinions->each_bucket(days, [](const auto&, const auto&) {}).error().code, Code::kUsage);
  EXPECT_EQ(*opinions->models(), std::vector<std::string>{kSecond});
}

TEST_F(OpinionsTest, CountOnceWhateverIsRepeated) {
  store_posts(0, 5);
  const OpinionPage page = next(Way::kOlder);
  EXPECT_EQ(add(page), 5U);
  const Counts counts = second();
  EXPECT_EQ(add(page), 0U) << "the model has gone on since";
  OpinionPage again = next(Way::kNewer);
  again.posts = page.posts;
  EXPECT_EQ(add(again), 0U) << "it has an opinion on them";
  EXPECT_EQ(second(), counts);
}

TEST_F(OpinionsTest, OnPostsThatAreGoneOrItsOwnCountForNothing) {
  store_posts(0, 1);
  store_posts(1, 1, kSecond, glad);
  OpinionPage page = next(Way::kOlder);
  page.posts = {{1, "post 0"}, {2, "post 1"}, {77, ""}};
  EXPECT_EQ(add(page), 1U);
  EXPECT_EQ(second().size(), 1U);
}

TEST_F(OpinionsTest, ThatAKillCutShortAreWholeOrNotThere) {
  store_posts(0, 20);
  const OpinionPage page = next(Way::kOlder, 10);
  const std::vector<Opinion> judged = all_alike(page, glad);
  {
    auto raw = *open_database(path(), IfMissing::kFail);  // does the first half of a transaction, as a killed one does
    OpinionTable table(*raw);
    SQLite::Transaction transaction(*raw, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t model = raw->execAndGet("SELECT id FROM name WHERE text = 'm@2'").getInt64();
    ASSERT_TRUE(table.move(model, page));
    ASSERT_EQ(table.insert(model, judged[0], page.posts[0].text).size(), 1U);
  }
  EXPECT_TRUE(second().empty());
  opinions = *open_opinions(path());
  EXPECT_EQ(judge_all(), 20U);
  EXPECT_EQ(second().size(), 20U);
}

TEST_F(OpinionsTest, OfTwoWhoJudgeForTheSameModelOneCounts) {
  store_posts(0, 9);
  const auto other = *open_opinions(path());
  const OpinionPage mine = next(Way::kOlder, 4);
  const OpinionPage theirs = *other->next(kSecond, Way::kOlder, kMinTime, 6);
  EXPECT_EQ(add(mine), 4U);
  EXPECT_EQ(*other->add(kSecond, theirs, all_alike(theirs, glad)), 0U);
  EXPECT_EQ(texts(*other->next(kSecond, Way::kOlder, kMinTime, 2)), (std::vector<std::string>{"post 4", "post 3"}));
}

TEST_F(OpinionsTest, AgreementIsCountedWhicheverModelCameFirst) {
  store_posts(0, 6, kFirst, sad);  // judged again by the second: negative, positive
  EXPECT_EQ(judge_all(kSecond, glad), 6U);
  store_posts(6, 3, kSecond, glad);  // judged again by the first: positive, positive
  EXPECT_EQ(judge_all(kFirst, glad), 3U);
  store_posts(9, 2, "m@3", sad);  // by both: negative, negative
  EXPECT_EQ(judge_all(kFirst, sad), 2U);
  EXPECT_EQ(judge_all(kSecond, sad), 2U);
  const Agreement agreement = *opinions->agreement(kFirst, kSecond, kMinTime);
  const auto expected = decltype(agreement.labels){{{2, 0, 6}, {0, 0, 0}, {0, 0, 3}}};
  EXPECT_EQ(agreement.labels, expected);
  EXPECT_EQ(agreement.posts(), 11U);
  EXPECT_EQ(agreement.same(), 5U);
  EXPECT_EQ(opinions->agreement(kSecond, kFirst, kMinTime)->labels[2][0], 6U);
  EXPECT_EQ(opinions->agreement(kFirst, kSecond, kNoon + 6 * kHour)->posts(), 5U);
  EXPECT_EQ(opinions->agreement(kFirst, "m@9", kMinTime)->posts(), 0U);
}

TEST_F(OpinionsTest, TellHowMuchIsStillToBeLookedAt) {
  store_posts(0, 10);
  EXPECT_EQ(*opinions->waiting(kSecond, kMinTime), 0U) << "it has not begun";
  add(next(Way::kOlder, 4));
  EXPECT_EQ(*opinions->waiting(kSecond, kMinTime), 6U);
  EXPECT_EQ(*opinions->waiting(kSecond, kNoon + 4 * kHour), 2U);
  store_posts(10, 3);
  EXPECT_EQ(*opinions->waiting(kSecond, kMinTime), 9U);
  judge_all();
  EXPECT_EQ(*opinions->waiting(kSecond, kMinTime), 0U);
}

TEST_F(OpinionsTest, ThatAreForgottenLeaveNothingAndCanBeginAgain) {
  store_posts(0, 12);
  judge_all();
  judge_all("m@3", sad);
  ASSERT_TRUE(opinions->forget(kSecond));
  ASSERT_TRUE(opinions->forget("m@9")) << "nobody knows it";
  EXPECT_EQ(*opinions->models(), std::vector<std::string>{"m@3"});
  EXPECT_EQ(second().size(), 12U);
  EXPECT_EQ(judge_all(), 12U);
  EXPECT_EQ(second().size(), 24U);
}

TEST_F(OpinionsTest, WhoseForgettingWasCutShortAreForgottenBeforeTheyBeginAgain) {
  store_posts(0, 12);
  const OpinionPage page = next(Way::kOlder, 6);
  EXPECT_EQ(add(page), 6U);
  {
    auto raw = *open_database(path(), IfMissing::kFail);
    OpinionTable table(*raw);
    ASSERT_TRUE(table.forget_buckets(raw->execAndGet("SELECT id FROM name WHERE text = 'm@2'").getInt64()));
  }
  EXPECT_TRUE(opinions->models()->empty());
  EXPECT_EQ(*opinions->waiting(kSecond, kMinTime), 0U);
  EXPECT_EQ(judge_all(), 12U);
  EXPECT_EQ(second().size(), 12U);
}

}  // namespace
}  // namespace polso
