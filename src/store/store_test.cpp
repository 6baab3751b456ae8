#include "store/store.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/random.h"

namespace polso {
namespace {

constexpr Millis kNoon = 1'424'779'200'000;  // 2015-02-24T12:00:00Z

Post post(std::string id, std::string brand = "Aurora", Millis time = kNoon) {
  return {.id = std::move(id),
          .source = "test",
          .brand = std::move(brand),
          .author = "00f1e2d3c4b5a697",
          .lang = "en",
          .text = "my suitcase took a holiday of its own",
          .created_at = time};
}

Verdict verdict(float negative, float neutral, Sentiment label) {
  return {.scores = {negative, neutral, 1 - negative - neutral}, .label = label};
}

const Verdict sad = verdict(0.8F, 0.15F, Sentiment::kNegative);
const Verdict glad = verdict(0.05F, 0.1F, Sentiment::kPositive);

std::unique_ptr<Store> memory_store() { return *open_store(":memory:"); }

Batch batch_of(std::vector<Post> posts, std::uint64_t position = 1) {
  return {.posts = std::move(posts), .bad = {}, .offset = {.source = "input", .position = position}};
}

Stored add(Store& store, const Batch& batch, const Verdict& each, const std::string& model = "m@1") {
  const std::vector<Verdict> verdicts(batch.posts.size(), each);
  auto stored = store.add(batch, verdicts, model);
  EXPECT_TRUE(stored.has_value()) << stored.error().message;
  return stored.value_or(Stored{});
}

TEST(Store, GivesBackWhatItWasGiven) {
  const auto store = memory_store();
  Post odd = post("not-a-number-\xC3\xA8", "Compagnia \"Nord\"", kMinTime);
  odd.author = "somebody";
  odd.lang = "";
  odd.text = std::string("before\0after \xF0\x9F\x98\xA1", 17);
  const std::vector<Post> posts{post("123456789012345678"), odd, post("007", "", kMaxTime), post("0")};
  add(*store, batch_of(posts), sad);
  const auto found = store->posts({});
  ASSERT_TRUE(found.has_value()) << found.error().message;
  ASSERT_EQ(found->size(), posts.size());
  std::map<std::string, Post> by_id;
  for (const StoredPost& stored : *found) {
    by_id[stored.post.id] = stored.post;
    EXPECT_EQ(stored.model, "m@1");
    EXPECT_EQ(stored.verdict.label, Sentiment::kNegative);
    EXPECT_NEAR(stored.verdict.scores[0], 0.8F, 5e-5);
    EXPECT_NEAR(stored.verdict.scores[2], 0.05F, 1e-4);
  }
  for (const Post& expected : posts) {
    const Post& got = by_id[expected.id];
    EXPECT_EQ(got.source, expected.source);
    EXPECT_EQ(got.brand, expected.brand);
    EXPECT_EQ(got.author, expected.author);
    EXPECT_EQ(got.lang, expected.lang);
    EXPECT_EQ(got.text, expected.text);
    EXPECT_EQ(got.created_at, expected.created_at);
  }
}

TEST(Store, CountsAPostOnceHoweverOftenItComes) {
  const auto store = memory_store();
  EXPECT_EQ(add(*store, batch_of({post("1"), post("2"), post("2")}), sad).inserted, 2U);
  const Stored second = add(*store, batch_of({post("2"), post("3"), post("1")}), glad);
  EXPECT_EQ(second.inserted, 1U);
  EXPECT_EQ(second.duplicates, 2U);
  const auto buckets = *store->buckets({});
  ASSERT_EQ(buckets.size(), 1U);
  EXPECT_EQ(buckets[0].histogram.labels, (PerSentiment<std::uint32_t>{2, 0, 1}));
  EXPECT_EQ(store->brands()->at(0).posts, 3U);
}

TEST(Store, TheSameIdFromAnotherSourceIsAnotherPost) {
  const auto store = memory_store();
  Post other = post("1");
  other.source = "elsewhere";
  EXPECT_EQ(add(*store, batch_of({post("1"), other}), sad).inserted, 2U);
}

TEST(Store, TellsNumbersFromTextsThatLookLikeThem) {
  const auto store = memory_store();
  EXPECT_EQ(add(*store, batch_of({post("7"), post("07"), post("+7"), post("7.0"), post(" 7")}), sad).inserted, 5U);
}

TEST(Store, KeepsTheFirstOfCopiesInOneBatchInWhateverOrderIdsCome) {
  const auto store = memory_store();
  std::vector<Post> posts;
  for (const char* id : {"zebra-of-the-late-night-train", "50", "apple-of-the-early-morning-bus", "7"}) {
    posts.push_back(post(id));
    posts.back().text = "first";
  }
  for (std::size_t i = 0; i < 4; ++i) {
    posts.push_back(posts[3 - i]);
    posts.back().text = "copy";
  }
  EXPECT_EQ(add(*store, batch_of(posts), sad).inserted, 4U);
  const auto rows = store->posts({});
  for (const StoredPost& row : *rows) EXPECT_EQ(row.post.text, "first") << row.post.id;
}

TEST(Store, KeepsBucketsByHourBrandModelSourceAndLanguage) {
  const auto store = memory_store();
  Post italian = post("5");
  italian.lang = "it";
  const Stored stored = add(*store,
                            batch_of({post("1"), post("2", "Borea"), post("3", "Aurora", kNoon + kHour),
                                      post("4", "Aurora", kNoon - 1), italian}),
                            sad);
  EXPECT_EQ(stored.changed.size(), 5U);
  add(*store, batch_of({post("6")}), glad, "m@2");
  constexpr Millis kEnd = kMaxTime + 1;
  const auto count = [&](const BucketQuery& query) { return store->buckets(query)->size(); };
  EXPECT_EQ(count({}), 6U);
  EXPECT_EQ(count({"Aurora", "", "", "", kMinTime, kEnd}), 5U);
  EXPECT_EQ(count({"", "m@2", "", "", kMinTime, kEnd}), 1U);
  EXPECT_EQ(count({"", "", "nowhere", "", kMinTime, kEnd}), 0U);
  EXPECT_EQ(count({"", "", "", "it", kMinTime, kEnd}), 1U);
  EXPECT_EQ(count({"", "", "", "", kNoon, kNoon + kHour}), 4U);
  EXPECT_EQ(count({"", "", "", "", kNoon + 1, kEnd}), 1U);
  EXPECT_EQ(count({"Aurora", "m@1", "", "", kMinTime, kNoon}), 1U);
}

TEST(Store, AnswersTheNewestPostsFirst) {
  const auto store = memory_store();
  std::vector<Post> posts;
  posts.reserve(100);
  for (int i = 0; i < 100; ++i)
    posts.push_back(post(std::to_string(i), i % 2 ? "Aurora" : "Borea", kNoon + i * kMinute));
  add(*store, batch_of(posts), sad);
  add(*store, batch_of({post("glad", "Aurora", kNoon + 50 * kMinute)}), glad);
  constexpr Millis kEnd = kMaxTime + 1;
  const auto found = [&](const PostQuery& query) {
    const auto rows = store->posts(query);
    std::string ids;
    for (const StoredPost& row : *rows) ids += row.post.id + " ";
    return ids;
  };
  EXPECT_EQ(found({"", kMinTime, kEnd, std::nullopt, 3}), "99 98 97 ");
  EXPECT_EQ(found({"Borea", kMinTime, kEnd, std::nullopt, 2}), "98 96 ");
  EXPECT_EQ(found({"Borea", kMinTime, kNoon + 5 * kMinute, std::nullopt, 50}), "4 2 0 ");
  EXPECT_EQ(found({"Aurora", kNoon + 98 * kMinute, kEnd, std::nullopt, 50}), "99 ");
  EXPECT_EQ(found({"", kMinTime, kEnd, Sentiment::kPositive, 50}), "glad ");
  EXPECT_EQ(found({"nobody", kMinTime, kEnd, std::nullopt, 50}), "");
}

TEST(Store, SumsUpBrands) {
  const auto store = memory_store();
  add(*store, batch_of({post("2", "Borea", kNoon + 5), post("1", "Borea", kNoon), post("3", "Aurora", kNoon)}), sad);
  add(*store, batch_of({post("4", "Borea", kNoon - 7)}), sad);
  const auto brands = *store->brands();
  ASSERT_EQ(brands.size(), 2U);
  EXPECT_EQ(brands[0].brand, "Aurora");
  EXPECT_EQ(brands[1].posts, 3U);
  EXPECT_EQ(brands[1].first, kNoon - 7);
  EXPECT_EQ(brands[1].last, kNoon + 5);
}

TEST(Store, RemembersWhereEachSourceStopped) {
  const auto store = memory_store();
  EXPECT_EQ(store->offset("input")->has_value(), false);
  add(*store, batch_of({post("1")}, 100), sad);
  add(*store, batch_of({}, 250), sad);
  EXPECT_EQ(store->offset("input")->value(), 250U);
  EXPECT_EQ(store->offset("other")->has_value(), false);
}

TEST(Store, OverlappingBatchesInAnyOrderLeaveTheSameHistograms) {
  Random random(7);
  std::vector<Post> posts;
  std::vector<Verdict> verdicts;
  Histogram expected;
  for (int i = 0; i < 2000; ++i) {
    posts.push_back(post(std::to_string(random.next() % 1'000'000'000'000), "Aurora", kNoon));
    const double a = random.exponential();
    const double b = random.exponential();
    const double sum = a + b + random.exponential();
    verdicts.push_back(verdict(static_cast<float>(a / sum), static_cast<float>(b / sum),
                               static_cast<Sentiment>(random.below(kSentiments))));
    expected.add(verdicts.back());
  }
  const auto store = memory_store();
  for (int i = 0; i < 60; ++i) {
    const std::size_t from = i < 20 ? static_cast<std::size_t>(i) * 100 : random.below(1900);
    Batch batch = batch_of({});
    batch.posts.assign(posts.begin() + static_cast<std::ptrdiff_t>(from),
                       posts.begin() + static_cast<std::ptrdiff_t>(from) + 100);
    ASSERT_TRUE(store->add(batch, std::span(verdicts).subspan(from, 100), "m@1").has_value());
  }
  const auto buckets = *store->buckets({});
  ASSERT_EQ(buckets.size(), 1U);
  EXPECT_EQ(buckets[0].histogram, expected);
}

TEST(Store, TakesScoresThatAreNoNumbers) {
  const auto store = memory_store();
  const float nan = std::nanf("");
  add(*store, batch_of({post("1")}), {.scores = {nan, nan, nan}, .label = Sentiment::kNeutral});
  add(*store, batch_of({post("2")}), {.scores = {2, -1, 7}, .label = Sentiment::kPositive});
  const auto rows = store->posts({});
  for (const StoredPost& stored : *rows) {
    for (const float score : stored.verdict.scores) EXPECT_TRUE(score >= 0 && score <= 1) << score;
  }
}

TEST(Store, MakesOneKeyForPseudonyms) {
  const auto store = memory_store();
  EXPECT_EQ(*store->pseudonym_key(), *store->pseudonym_key());
  EXPECT_NE(*store->pseudonym_key(), *memory_store()->pseudonym_key());
}

TEST(OpenStore, KnowsNoOtherDatabases) {
  EXPECT_EQ(open_store("postgres://db/polso").error().code, Code::kUnsupported);
}

}  // namespace
}  // namespace polso
