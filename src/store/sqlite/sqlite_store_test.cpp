#include "store/sqlite/sqlite_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"
#include "base/temp_folder.h"
#include "store/migrations/steps.h"
#include "store/sqlite/histogram_blob.h"
#include "store/sqlite/histogram_sum.h"
#include "store/sqlite/sqlite_desk.h"

namespace polso {
namespace {

Post post(int id) {
  Post post;
  post.id = std::to_string(id);
  post.source = "test";
  post.brand = "Aurora";
  post.text = "the gate changed " + std::to_string(id) + " times " + std::string(200, '.');
  return post;
}

Result<Stored> add(Store& store, int first, int count) {
  Batch batch;
  for (int i = first; i < first + count; ++i) batch.posts.push_back(post(i));
  batch.offset = {.source = "input", .position = static_cast<std::uint64_t>(first + count)};
  const std::vector<Verdict> verdicts(batch.posts.size(), Verdict{{0.2F, 0.3F, 0.5F}, Sentiment::kPositive});
  return store.add(batch, verdicts, "m@1");
}

Error failure(const Result<Stored>& stored) {
  EXPECT_FALSE(stored.has_value());
  return stored ? Error{Code::kInternal, ""} : stored.error();
}

class SqliteFile : public testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name = "polso.db") const { return (folder.path() / name).string(); }
  [[nodiscard]] Error refusal(const std::string& path, IfMissing if_missing = IfMissing::kCreate) {
    auto store = open_store(path, if_missing);
    EXPECT_FALSE(store.has_value()) << path;
    return store ? Error{Code::kInternal, ""} : store.error();
  }
  void execute(const std::string& sql) { SQLite::Database(path(), SQLite::OPEN_READWRITE).exec(sql); }
  TempFolder folder;
};

TEST_F(SqliteFile, OutlivesItsProcess) {
  PseudonymKey key{};
  {
    const auto store = *open_store("sqlite:" + path());
    ASSERT_TRUE(add(*store, 0, 10).has_value());
    ASSERT_TRUE(store->finish_load().has_value());
    key = *store->pseudonym_key();
  }
  const auto store = *open_store(path(), IfMissing::kFail);
  EXPECT_EQ(add(*store, 5, 10)->inserted, 5U);
  EXPECT_EQ(store->offset("input")->value(), 15U);
  EXPECT_EQ(*store->pseudonym_key(), key);
}

TEST_F(SqliteFile, IsNotMadeWhenItMustBeThere) {
  EXPECT_EQ(refusal(path(), IfMissing::kFail).code, Code::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(SqliteFile, OfANewerVersionIsLeftAlone) {
  ASSERT_TRUE(open_store(path()).has_value());
  execute("PRAGMA user_version = 999");
  const Error error = refusal(path());
  EXPECT_EQ(error.code, Code::kUnsupported);
  EXPECT_NE(error.message.find("newer Polso"), std::string::npos) << error.message;
}

TEST_F(SqliteFile, OfAnotherProgramIsLeftAlone) {
  SQLite::Database(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE recipe (cake TEXT)");
  EXPECT_EQ(refusal(path()).code, Code::kInvalid);
}

TEST_F(SqliteFile, ThatIsNoDatabaseIsRefused) {
  ASSERT_TRUE(write_file(path(), std::string(10'000, 'x')).has_value());
  EXPECT_EQ(refusal(path()).code, Code::kCorrupt);
}

TEST_F(SqliteFile, ThatIsEmptyBecomesADatabase) {
  ASSERT_TRUE(write_file(path(), "").has_value());
  EXPECT_TRUE(open_store(path(), IfMissing::kFail).has_value());
}

TEST_F(SqliteFile, ThatWasDamagedSaysSo) {
  {
    const auto store = *open_store(path());
    ASSERT_TRUE(add(*store, 0, 1000).has_value());
  }
  std::string bytes = *read_file(path());
  std::fill(bytes.begin() + 4096, bytes.end(), '\xFF');
  ASSERT_TRUE(write_file(path(), bytes).has_value());
  const auto store = open_store(path());
  const Error error = store ? failure(add(**store, 1000, 10)) : store.error();
  EXPECT_EQ(error.code, Code::kCorrupt) << error.message;
}

TEST_F(SqliteFile, NeedsAFolderThatIsThere) {
  EXPECT_EQ(refusal(path("missing/polso.db")).code, Code::kNotFound);
  EXPECT_EQ(refusal(folder.path().string()).code, Code::kInvalid);
  EXPECT_EQ(refusal("").code, Code::kUsage);
}

TEST_F(SqliteFile, NeedsAFolderThatMayBeWritten) {
  const Error error = refusal("/proc/polso.db");
  EXPECT_EQ(error.code, Code::kPermission) << error.message;
}

TEST_F(SqliteFile, OnAFullDiskStoresNothingOfTheBatchAndGoesOnWhenThereIsRoom) {
  auto database = open_database(path(), IfMissing::kCreate);
  ASSERT_TRUE(database.has_value());
  SQLite::Database& raw = **database;
  SqliteStore store(std::move(*database), path());
  ASSERT_TRUE(add(store, 0, 100).has_value());
  raw.exec("PRAGMA max_page_count = 40");  // SQLite then answers as if the disk were full
  const auto full = add(store, 100, 10'000);
  ASSERT_FALSE(full.has_value());
  EXPECT_EQ(full.error().code, Code::kNoSpace);
  EXPECT_EQ(store.offset("input")->value(), 100U);
  EXPECT_EQ(store.brands()->at(0).posts, 100U);
  EXPECT_EQ(store.buckets({})->at(0).histogram.total(), 100U);
  raw.exec("PRAGMA max_page_count = 100000");
  EXPECT_EQ(add(store, 100, 10'000)->inserted, 10'000U);
}

TEST_F(SqliteFile, OfTwoWritersOneWaitsThenSaysWhy) {
  auto first = open_database(path(), IfMissing::kCreate);
  auto second = open_database(path(), IfMissing::kCreate);
  (*second)->setBusyTimeout(1);
  SqliteStore store(std::move(*second), path());
  (*first)->exec("BEGIN IMMEDIATE");
  EXPECT_EQ(add(store, 0, 1).error().code, Code::kUnavailable);
  EXPECT_TRUE(store.brands().has_value()) << "readers are not kept waiting";
  (*first)->exec("COMMIT");
  EXPECT_TRUE(add(store, 0, 1).has_value());
}

TEST_F(SqliteFile, TakesFeedbackOnlyWhenNobodyElseWrites) {
  auto first = open_database(path(), IfMissing::kCreate);
  auto second = open_database(path(), IfMissing::kCreate, 1);
  SqliteDesk desk(std::move(*second), path());
  (*first)->exec("BEGIN IMMEDIATE");
  EXPECT_EQ(desk.set_brand_rule({"Aurora", "aurora", 0}).error().code, Code::kUnavailable);
  EXPECT_TRUE(desk.brand_rules()->empty());
  (*first)->exec("COMMIT");
  EXPECT_TRUE(desk.set_brand_rule({"Aurora", "aurora", 0}).has_value());
}

TEST_F(SqliteFile, TwoProcessesAddToTheSameBuckets) {
  const auto one = *open_store(path());
  const auto two = *open_store(path());
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(add(i % 2 ? *one : *two, i * 10, 15).has_value());
  EXPECT_EQ(one->buckets({})->at(0).histogram.total(), 105U);
  EXPECT_EQ(two->brands()->at(0).posts, 105U);
}

TEST_F(SqliteFile, ShowsItsVersionToOtherProcesses) {
  const auto one = *open_store(path());
  const auto two = *open_store(path());
  const std::int64_t before = *two->version();
  ASSERT_TRUE(add(*one, 0, 1).has_value());
  EXPECT_GT(*two->version(), before);
  EXPECT_EQ(*two->version(), *one->version());
}

/// As version 0.1 left it: the first step of the schema, and what was stored in it.
void make_first_schema(const std::string& path) {
  SQLite::Database old(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  old.exec(std::string(schema_steps()[0]));
  old.exec("PRAGMA user_version = 1; PRAGMA application_id = 0x506F6C73");
  old.exec("INSERT INTO secret VALUES ('pseudonym', randomblob(32))");
  old.exec("INSERT INTO name VALUES (1, 'Aurora'), (2, 'm@1'), (3, 'test'), (4, 'en'), (5, 'it')");
  old.exec("INSERT INTO post VALUES (1, 3, 77, 1, 3600000, 4, NULL, 2, 0, 'late again')");
  old.exec("INSERT INTO brand VALUES (1, 5, -1, 90000000)");
  SQLite::Statement bucket(old, "INSERT INTO bucket VALUES (1, ?, 2, 3, ?, ?)");
  const auto put = [&](int hour, int lang, Cell cell) {
    Histogram histogram;
    histogram.cells[cell] = 1;
    histogram.labels[0] = 1;
    const std::string bytes = encode_histogram(histogram);
    bucket.bind(1, hour);
    bucket.bind(2, lang);
    bucket.bind(3, bytes.data(), static_cast<int>(bytes.size()));
    bucket.exec();
    bucket.reset();
  };
  put(-1, 4, 0);
  put(0, 4, 10);
  put(23, 4, 10);
  put(1, 5, 20);
  put(24, 4, 230);
}

TEST_F(SqliteFile, OfTheFirstSchemaIsBroughtToTodaysWithItsRows) {
  make_first_schema(path());
  const auto store = *open_store(path(), IfMissing::kFail);
  BucketQuery query;
  query.width = kDay;
  const auto days = *store->buckets(query);
  ASSERT_EQ(days.size(), 4U);
  EXPECT_EQ(days[0].key.start, -kDay);
  EXPECT_EQ(days[1].key.start, 0);
  EXPECT_EQ(days[1].key.lang, "en");
  EXPECT_EQ(days[1].histogram.cells[10], 2U);
  EXPECT_EQ(days[1].histogram.total(), 2U);
  EXPECT_EQ(days[2].key.lang, "it");
  EXPECT_EQ(days[3].key.start, kDay);
  EXPECT_EQ(store->buckets({})->size(), 5U);
  EXPECT_EQ((*store->post("test", "77"))->post.text, "late again");
  EXPECT_EQ(add(*store, 70, 10)->inserted, 9U) << "77 is there";
  EXPECT_EQ(store->brands()->at(0).posts, 14U);
}

TEST_F(SqliteFile, WithOneLabelAPostKeepsThemByPerson) {
  {
    SQLite::Database old(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    define_histogram_sum(old);
    for (const std::string_view step : schema_steps().first(5)) old.exec(std::string(step));
    old.exec("PRAGMA user_version = 5; PRAGMA application_id = 0x506F6C73");
    old.exec(
        "INSERT INTO name VALUES (1, 'test'), (2, 'Aurora'), (3, 'm@1'), (4, 'en');"
        "INSERT INTO post (seq, source, id, brand, time, lang, author, model, verdict, text)"
        " VALUES (9, 1, 77, 2, 0, 4, '', 3, 0, 'late again');"
        "INSERT INTO feedback VALUES (9, 2, 1, 50, 'ann')");
  }
  const auto desk = *open_desk(path(), IfMissing::kFail);
  ASSERT_TRUE(desk->give({.source = "test", .id = "77", .label = Sentiment::kPositive, .at = 60, .by = "bea"}));
  const auto judged = *desk->feedback({});
  ASSERT_EQ(judged.size(), 1U);
  ASSERT_EQ(judged[0].stored.people.size(), 2U);
  EXPECT_EQ(judged[0].stored.people[0].by, "ann");
  EXPECT_EQ(judged[0].stored.people[0].at, 50);
  EXPECT_EQ(judged[0].stored.people[0].label, Sentiment::kPositive);
}

TEST_F(SqliteFile, WithADamagedBucketIsNotBroughtToTodaysSchema) {
  make_first_schema(path());
  execute("UPDATE bucket SET counts = x'FFFF' WHERE hour = 23");
  EXPECT_EQ(refusal(path()).code, Code::kCorrupt);
  EXPECT_EQ(SQLite::Database(path()).execAndGet("PRAGMA user_version").getInt(), 1);
}

TEST(HistogramBlob, ComesBackAsItWas) {
  Histogram histogram;
  Histogram again;
  again.labels = {7, 7, 7};
  ASSERT_TRUE(decode_histogram(encode_histogram(histogram), again).has_value());
  EXPECT_EQ(again, histogram);
  histogram.labels = {1, 300, 4'000'000'000U};
  histogram.cells.front() = 127;
  histogram.cells[100] = 128;
  histogram.cells.back() = 4'294'967'295U;
  ASSERT_TRUE(decode_histogram(encode_histogram(histogram), again).has_value());
  EXPECT_EQ(again, histogram);
}

TEST(HistogramBlob, DamagedBytesAreAnError) {
  const std::string good = [] {
    Histogram histogram;
    histogram.cells[200] = 5;
    histogram.labels[0] = 5;
    return encode_histogram(histogram);
  }();
  for (const std::string& bytes :
       {std::string(), std::string("\x01\x01"), good.substr(0, good.size() - 1), good + std::string("\xFF\xFF"),
        good + std::string("\x7F\x01"), std::string(40, '\xFF'), std::string(3, '\0') + "\xFF\xFF\xFF\xFF\xFF\x01"}) {
    Histogram histogram;
    const Status status = decode_histogram(bytes, histogram);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, Code::kCorrupt);
  }
}

}  // namespace
}  // namespace polso
