#include "store/erasure.h"

#include <gmock/gmock.h>

#include "base/find_bytes.h"
#include "base/temp_folder.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "store/opinions.h"
#include "store/sqlite/database.h"
#include "store/sqlite/sqlite_erasure.h"

namespace polso {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Millis kNoon = 1'424'779'200'000;  // 2015-02-24T12:00:00Z
const std::string kAnna = "00112233445566aa";
const std::string kBea = "00112233445566bb";

/// What is kept of a database, in an order of its own, to be compared.
struct Kept {
  std::vector<Bucket> hours, days;
  std::vector<std::string> posts, brands;
};

class ErasureTest : public testing::Test {
 protected:
  void SetUp() override {
    store = *open_store(path());
    desk = *open_desk(path(), IfMissing::kFail);
    book = *open_alert_book(path(), IfMissing::kFail);
    opinions = *open_opinions(path(), IfMissing::kFail);
    erasure = *open_erasure(path());
  }
  [[nodiscard]] std::string path() const { return (folder.path() / "polso.db").string(); }

  Stored add(const std::string& id, const std::string& author, Millis time = kNoon, float negative = 0.8F,
             const std::vector<std::string>& also = {}) {
    Batch batch;
    batch.posts.push_back({.id = id,
                           .source = "x",
                           .brand = "Aurora",
                           .also = also,
                           .author = author,
                           .lang = "en",
                           .text = "what " + author + " says in the post " + id,
                           .created_at = time});
    const std::vector<Verdict> verdicts{{{negative, 1 - negative, 0}, Sentiment::kNegative}};
    return *store->add(batch, verdicts, "m@1");
  }

  void give(const std::string& id, const std::string& by, Sentiment label) {
    ASSERT_TRUE(desk->give({.source = "x", .id = id, .label = label, .at = kNoon, .by = by}));
  }

  /// A second model judges all.
  void judge_again(const std::string& model) {
    while (true) {
      const auto page = *opinions->next(model, Way::kOlder, kMinTime, 100);
      std::vector<Opinion> said;
      for (const auto& post : page.posts) said.push_back({post.seq, {{0.1F, 0.2F, 0.7F}, Sentiment::kPositive}});
      ASSERT_TRUE(opinions->add(model, page, said));
      if (page.last) return;
    }
  }
  [[nodiscard]] std::uint64_t opinions_counted(const std::string& model) {
    BucketQuery query;
    query.model = model;
    std::uint64_t total = 0;
    EXPECT_TRUE(opinions->each_bucket(query, [&](const BucketKey&, const Histogram& h) { total += h.total(); }));
    return total;
  }

  [[nodiscard]] static Kept kept(Store& store) {
    BucketQuery by_day;
    by_day.width = kDay;
    PostQuery all_posts;
    all_posts.limit = 1000;
    Kept all{.hours = *store.buckets({}), .days = *store.buckets(by_day), .posts = {}, .brands = {}};
    const std::vector<StoredPost> posts = *store.posts(all_posts);
    const std::vector<BrandSummary> brands = *store.brands();
    for (const StoredPost& post : posts) all.posts.push_back(post.post.id + post.post.text);
    for (const BrandSummary& brand : brands) {
      all.brands.push_back(brand.brand + " " + std::to_string(brand.posts) + " " + std::to_string(brand.first) + " " +
                           std::to_string(brand.last));
    }
    return all;
  }
  static void expect_same(const Kept& one, const Kept& two) {
    EXPECT_EQ(one.posts, two.posts);
    EXPECT_EQ(one.brands, two.brands);
    for (const auto& [a, b] : {std::pair(&one.hours, &two.hours), std::pair(&one.days, &two.days)}) {
      ASSERT_EQ(a->size(), b->size());
      for (std::size_t i = 0; i < a->size(); ++i) {
        EXPECT_EQ((*a)[i].key, (*b)[i].key);
        EXPECT_EQ((*a)[i].histogram, (*b)[i].histogram);
      }
    }
  }

  [[nodiscard]] static Alert an_alert() {
    Alert alert;
    alert.brand = "Aurora";
    alert.model = "m@1";
    alert.began = alert.noticed = alert.updated = kNoon;
    return alert;
  }

  TempFolder folder;
  std::unique_ptr<Store> store;
  std::unique_ptr<Desk> desk;
  std::unique_ptr<AlertBook> book;
  std::unique_ptr<Opinions> opinions;
  std::unique_ptr<Erasure> erasure;
};

TEST_F(ErasureTest, APersonIsForgottenAsIfTheyHadNeverPosted) {
  add("1", kBea, kNoon);
  add("2", kBea, kNoon + kHour, 0.3F, {"Borea"});
  const Kept before = kept(*store);
  add("3", kAnna, kNoon - kDay);                      // the first of the brand
  add("4", kAnna, kNoon, 0.3F, {"Borea", "Cygnus"});  // of a brand that nobody else speaks of
  add("5", kAnna, kNoon + 5 * kDay);                  // the last
  const Forgotten there = *erasure->find({.author = kAnna});
  const Forgotten gone = *erasure->forget({.author = kAnna}, kNoon);
  EXPECT_EQ(there.posts, 3U);
  EXPECT_EQ(gone.posts, 3U);
  expect_same(kept(*store), before);
  EXPECT_TRUE(erasure->find({.author = kAnna})->nothing());
}

TEST_F(ErasureTest, WhatIsForgottenDoesNotComeAgain) {
  add("1", kAnna);
  ASSERT_TRUE(erasure->forget({.author = kAnna}, kNoon));
  EXPECT_EQ(add("1", kAnna).duplicates, 1U);
  EXPECT_EQ(add("2", kAnna).inserted, 1U);  // what they say later is another matter
}

TEST_F(ErasureTest, SinglePostsAndTextIds) {
  add("1", kAnna);
  add("a-b", kAnna);
  add("2", kBea);
  EXPECT_EQ(erasure->forget({.posts = {{"x", "a-b"}, {"x", "2"}, {"x", "unknown"}, {"y", "1"}}}, kNoon)->posts, 2U);
  EXPECT_THAT(*store->posts({}), SizeIs(1));
  EXPECT_EQ(add("a-b", kAnna).duplicates, 1U);
}

TEST_F(ErasureTest, LabelsAndSecondOpinionsGoWithTheirPosts) {
  add("1", kAnna);
  add("2", kBea);
  give("1", "carl", Sentiment::kPositive);
  give("2", "carl", Sentiment::kPositive);
  judge_again("n@1");
  ASSERT_EQ(opinions_counted("n@1"), 2U);
  EXPECT_EQ(erasure->forget({.author = kAnna}, kNoon)->labels, 1U);
  EXPECT_THAT(*desk->feedback({}), SizeIs(1));
  EXPECT_EQ(opinions_counted("n@1"), 1U);
}

TEST_F(ErasureTest, APostThatTakesTheNumberOfAForgottenOneIsJudgedAgainToo) {
  add("1", kBea);
  add("2", kAnna);
  judge_again("n@1");
  ASSERT_TRUE(erasure->forget({.author = kAnna}, kNoon));
  add("3", kBea);
  EXPECT_THAT(opinions->next("n@1", Way::kNewer, kMinTime, 100)->posts, SizeIs(1));
}

TEST_F(ErasureTest, APostThatTakesTheNumberOfAForgottenOneIsNotGivenItsOpinion) {
  add("1", kBea);
  judge_again("n@1");
  add("2", kAnna);
  const OpinionPage page = *opinions->next("n@1", Way::kNewer, kMinTime, 100);
  ASSERT_THAT(page.posts, SizeIs(1));
  ASSERT_TRUE(erasure->forget({.author = kAnna}, kNoon));
  add("3", kBea);
  const std::vector<Opinion> said{{page.posts[0].seq, {{0.1F, 0.2F, 0.7F}, Sentiment::kPositive}}};
  EXPECT_EQ(*opinions->add("n@1", page, said), 0U);
  EXPECT_EQ(opinions_counted("n@1"), 1U);
}

TEST_F(ErasureTest, ConversationsAreNotNamedAfterThem) {
  Batch batch;
  for (const auto& [id, source, thread] :
       {std::tuple("7", "x", "7"), {"8", "x", "7"}, {"9", "y", "7"}, {"10", "x", "t"}}) {
    Post& post = batch.posts.emplace_back();
    post.id = id;
    post.source = source;
    post.brand = "Aurora";
    post.created_at = kNoon;
    post.thread = thread;
  }
  const std::vector<Verdict> verdicts(batch.posts.size(), {{0.8F, 0.1F, 0.1F}, Sentiment::kNegative});
  ASSERT_TRUE(store->add(batch, verdicts, "m@1"));
  ASSERT_TRUE(erasure->forget({.posts = {{"x", "7"}}}, kNoon));
  const std::string renamed = (*store->post("x", "8"))->post.thread;
  EXPECT_THAT(renamed, SizeIs(16));
  EXPECT_EQ((*store->post("y", "9"))->post.thread, "7");
  EXPECT_EQ((*store->post("x", "10"))->post.thread, "t");
}

TEST_F(ErasureTest, WhatWasNotProvedIsRememberedAndSoIsThatSomebodyWent) {
  add("1", kAnna);
  EXPECT_EQ(*store->erasures(), 0);
  ASSERT_TRUE(erasure->forget({.author = kBea}, kNoon));
  EXPECT_FALSE(*erasure->unproved());
  EXPECT_EQ(*store->erasures(), 0);
  ASSERT_TRUE(erasure->forget({.author = kAnna}, kNoon));
  EXPECT_TRUE(*erasure->unproved());
  EXPECT_EQ(*store->erasures(), 1);
  ASSERT_TRUE(erasure->set_proved());
  EXPECT_FALSE(*erasure->unproved());
  EXPECT_EQ(*store->erasures(), 1);
}

TEST_F(ErasureTest, WritingAnewLeavesNothingInTheCornersOfTheFile) {
  add("1", kAnna);
  const std::string name = "Xaverius-who-labels";
  for (int i = 2; i < 800; ++i) add(std::to_string(i), kBea);
  for (int i = 2; i < 800; ++i) give(std::to_string(i), i % 2 == 0 ? name : "dora", Sentiment::kPositive);
  ASSERT_TRUE(erasure->forget({.labeller = name}, kNoon));
  ASSERT_TRUE(erasure->rewrite());
  const std::vector<std::string> pieces{name, "what " + kAnna};
  EXPECT_THAT(*find_in_file(path(), pieces), testing::ElementsAre(false, true));
}

TEST_F(ErasureTest, AReaderKeepsTheLogAndThatIsSaid) {
  add("1", kAnna);
  auto reader = *open_database(path(), IfMissing::kFail);
  reader->exec("BEGIN");
  ASSERT_EQ(reader->execAndGet("SELECT count(*) FROM post").getInt(), 1);
  add("2", kAnna);
  auto impatient = SqliteErasure(*open_database(path(), IfMissing::kFail, 1), path());
  EXPECT_EQ(impatient.empty_log().error().code, Code::kUnavailable);
  reader->exec("COMMIT");
  EXPECT_TRUE(impatient.empty_log());
}

TEST_F(ErasureTest, AlertsNameThemNoMore) {
  add("1", kAnna);
  Alert alert = an_alert();
  alert.cause = Cause::kAuthor;
  alert.detail = kAnna;
  alert.drivers = {
      {"author", "", 5, 0.01}, {"author", kAnna, 3, 0.04}, {"author", kBea, 1, 0.02}, {"thread", "1", 2, 0.03}};
  alert.examples = {{"x", "1", 3}, {"x", "7", 1}};
  const std::int64_t id = *book->save(alert, std::nullopt, {}, kNoon);
  EXPECT_EQ(erasure->forget({.author = kAnna}, kNoon)->alerts, 1U);
  const Alert now = (*book->alert(id))->alert;
  EXPECT_EQ(now.detail, "");
  ASSERT_THAT(now.drivers, SizeIs(3));
  EXPECT_EQ(now.drivers[0].posts, 8U);
  EXPECT_DOUBLE_EQ(now.drivers[0].part, 0.05);  // the parts of a kind still sum to the change
  EXPECT_EQ(now.drivers[1].name, kBea);
  EXPECT_EQ(now.drivers[2].name, "");
  ASSERT_THAT(now.examples, SizeIs(1));
  EXPECT_EQ(now.examples[0].id, "7");
}

TEST_F(ErasureTest, ALabellerLeavesNeitherLabelsNorWords) {
  add("1", kAnna);
  give("1", "carl", Sentiment::kPositive);
  give("1", "dora", Sentiment::kNegative);
  Alert alert = an_alert();
  const std::int64_t id = *book->save(alert, std::nullopt, {}, kNoon);
  ASSERT_TRUE(
      book->add_note(id, {.act = AlertAct::kComment, .at = kNoon, .by = "carl", .text = "ask Anna", .until = {}}));
  const Forgotten gone = *erasure->forget({.labeller = "carl"}, kNoon);
  EXPECT_EQ(gone.labels, 1U);
  EXPECT_EQ(gone.notes, 1U);
  const auto judged = *desk->feedback({});
  ASSERT_THAT(judged, SizeIs(1));
  EXPECT_EQ(judged[0].stored.feedback, Sentiment::kNegative);  // the dispute is decided
  const AlertRecord record = **book->alert(id);
  ASSERT_THAT(record.notes, SizeIs(1));
  EXPECT_EQ(record.notes[0].by + record.notes[0].text, "");
}

TEST_F(ErasureTest, NothingNamedNothingGoes) {
  add("1", "");
  EXPECT_TRUE(erasure->forget({}, kNoon)->nothing());
  EXPECT_TRUE(erasure->forget({.author = "0000000000000000"}, kNoon)->nothing());
  EXPECT_THAT(*store->posts({}), SizeIs(1));
}

TEST_F(ErasureTest, TheFileHoldsNoTraceOfTheTexts) {
  for (int i = 0; i < 300; ++i) add(std::to_string(i), i % 3 == 0 ? kAnna : kBea);
  const std::vector<std::string> texts = erasure->find({.author = kAnna})->texts;
  ASSERT_THAT(texts, SizeIs(100));
  ASSERT_TRUE(erasure->empty_log());
  EXPECT_THAT(*find_in_file(path(), texts), testing::Contains(true));
  ASSERT_TRUE(erasure->forget({.author = kAnna}, kNoon));
  ASSERT_TRUE(erasure->empty_log());
  for (const auto& file : erasure->files()) {
    EXPECT_THAT(*find_in_file(file, texts), testing::Not(testing::Contains(true))) << file;
  }
}

TEST_F(ErasureTest, PostsThatAreTooOldGoAndTheCourseOfTheMoodStays) {
  add("1", kAnna, kNoon);
  add("2", kBea, kNoon + kDay);
  give("1", "carl", Sentiment::kPositive);
  const Kept before = kept(*store);
  EXPECT_EQ(erasure->find_before(kNoon + kHour)->posts, 1U);
  EXPECT_EQ(erasure->find_before(kNoon + kHour)->labels, 1U);
  const Forgotten gone = *erasure->forget_before(kNoon + kHour);
  EXPECT_EQ(gone.posts, 1U);
  EXPECT_EQ(gone.labels, 1U);
  const Kept after = kept(*store);
  EXPECT_THAT(after.posts, SizeIs(1));
  EXPECT_EQ(after.brands, before.brands);
  expect_same({.hours = after.hours, .days = after.days, .posts = {}, .brands = {}},
              {.hours = before.hours, .days = before.days, .posts = {}, .brands = {}});
  EXPECT_THAT(*desk->feedback({}), IsEmpty());
  EXPECT_EQ(add("1", kAnna, kNoon).duplicates, 1U);
  EXPECT_TRUE(erasure->forget_before(kNoon)->nothing());
}

TEST_F(ErasureTest, MoreThanOneTransactionOfOldPosts) {
  Batch batch;
  for (int i = 0; i < 4'500; ++i) {
    Post& post = batch.posts.emplace_back();
    post.id = std::to_string(i);
    post.source = "x";
    post.brand = "Aurora";
    post.created_at = kNoon;
  }
  const std::vector<Verdict> verdicts(batch.posts.size(), {{0.8F, 0.1F, 0.1F}, Sentiment::kNegative});
  ASSERT_TRUE(store->add(batch, verdicts, "m@1"));
  EXPECT_EQ(erasure->forget_before(kNoon + 1)->posts, 4'500U);
  EXPECT_THAT(*store->posts({}), IsEmpty());
}

TEST_F(ErasureTest, WhereThereIsNoDatabaseThatIsSaid) {
  EXPECT_EQ(open_erasure((folder.path() / "none.db").string()).error().code, Code::kNotFound);
}

}  // namespace
}  // namespace polso
