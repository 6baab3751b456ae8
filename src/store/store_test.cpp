#include "store/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

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

TEST(Store, KeepsTheConversationOfAPost) {
  const auto store = memory_store();
  for (const char* thread : {"", "1866", "007", "at://did:plc:x/app.bsky.feed.post/k", "0"}) {
    Post one = post(std::string("in ") + thread);
    one.thread = thread;
    add(*store, batch_of({one}), sad);
    EXPECT_EQ((*store->post("test", one.id))->post.thread, thread);
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

TEST(Store, StoresAPostAboutSeveralBrandsOnceAndCountsItForEach) {
  const auto store = memory_store();
  Post both = post("1");
  both.also = {"Borea", "Aurora", "", "Cetus", "Borea"};
  EXPECT_EQ(add(*store, batch_of({both, post("2", "Borea"), both}), sad).inserted, 2U);
  EXPECT_EQ(add(*store, batch_of({both}), sad).inserted, 0U);
  constexpr Millis kEnd = kMaxTime + 1;
  const auto total = [&](const std::string& brand) {
    const auto buckets = store->buckets({brand, "", "", "", kMinTime, kEnd});
    return buckets->empty() ? 0 : buckets->at(0).histogram.total();
  };
  EXPECT_EQ(total("Aurora"), 1U);
  EXPECT_EQ(total("Borea"), 2U);
  EXPECT_EQ(total("Cetus"), 1U);
  const auto brands = *store->brands();
  ASSERT_EQ(brands.size(), 3U);
  EXPECT_EQ(brands[1].posts, 2U);
  const auto ids = [&](const std::string& brand) {
    const auto posts = store->posts({.brand = brand});
    std::string found;
    for (const StoredPost& stored : *posts) found += stored.post.id + " ";
    return found;
  };
  EXPECT_EQ(ids("Aurora"), "1 ");
  EXPECT_EQ(ids("Borea"), "2 1 ");
  EXPECT_EQ(ids("Cetus"), "1 ");
  EXPECT_EQ(ids(""), "2 1 ");
  const auto one = *store->post("test", "1");
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(one->post.brand, "Aurora");
  EXPECT_EQ(one->post.also, (std::vector<std::string>{"Borea", "Cetus"}));
}

TEST(Store, AnswersOnePostByItsSourceAndId) {
  const auto store = memory_store();
  add(*store, batch_of({post("7"), post("seven")}), sad);
  EXPECT_EQ((*store->post("test", "seven"))->post.id, "seven");
  EXPECT_EQ((*store->post("test", "7"))->post.id, "7");
  EXPECT_FALSE((*store->post("test", "07")).has_value());
  EXPECT_FALSE((*store->post("elsewhere", "7")).has_value());
}

/// Posts of two brands, of both and of neither's language, many of them at the same time.
std::unique_ptr<Store> crowd() {
  auto store = memory_store();
  std::vector<Post> posts;
  for (int i = 0; i < 300; ++i) {
    posts.push_back(post(std::to_string(i), i % 3 == 0 ? "Aurora" : "Borea", kNoon + (i / 40) * kMinute));
    if (i % 5 == 0) posts.back().also = {i % 3 == 0 ? "Borea" : "Aurora"};
    if (i % 7 == 0) posts.back().lang = std::string("it");
    if (i % 2 == 0) posts.back().source = std::string("x");
  }
  add(*store, batch_of(posts), sad);
  return store;
}

std::vector<std::int64_t> page_by_page(Store& store, PostQuery query) {
  std::vector<std::int64_t> seqs;
  for (;;) {
    const auto page = *store.posts(query);
    if (page.empty()) return seqs;
    for (const StoredPost& stored : page) seqs.push_back(stored.seq);
    query.before = PostCursor{page.back().post.created_at, page.back().seq};
  }
}

TEST(Store, PagesThroughPostsWithoutLosingOrRepeatingOne) {
  const auto store = crowd();
  for (const std::string brand : {"", "Aurora", "Borea", "nobody"}) {
    PostQuery query{.brand = brand};
    query.limit = 1000;
    std::vector<std::int64_t> whole;
    const auto posts = store->posts(query);
    for (const StoredPost& stored : *posts) whole.push_back(stored.seq);
    query.limit = 7;
    EXPECT_EQ(page_by_page(*store, query), whole) << brand;
    EXPECT_EQ(whole.size(), brand.empty() ? 300U : brand == "Aurora" ? 140U : brand == "Borea" ? 220U : 0U);
  }
}

TEST(Store, ShowsEachPostOfABrandOldestFirst) {
  const auto store = crowd();
  std::vector<std::int64_t> seen;
  std::set<std::string> brands;
  const auto visit = [&](const StoredPost& stored) {
    seen.push_back(stored.seq);
    brands.insert(stored.post.brand);
  };
  ASSERT_TRUE(store->each_post("Aurora", kMinTime, kMaxTime, visit).has_value());
  EXPECT_EQ(brands.size(), 2U) << "also those of Borea that are about it too";
  PostQuery query{.brand = "Aurora"};
  query.limit = 1000;
  const auto page = *store->posts(query);
  std::vector<std::int64_t> newest_first;
  for (const StoredPost& stored : page) newest_first.push_back(stored.seq);
  std::ranges::reverse(newest_first);
  EXPECT_EQ(seen, newest_first);

  query.from = kNoon + kMinute;
  query.to = kNoon + 3 * kMinute;
  std::size_t within = 0;
  ASSERT_TRUE(store->each_post("Aurora", query.from, query.to, [&](const StoredPost&) { ++within; }).has_value());
  EXPECT_EQ(within, store->posts(query)->size());
  ASSERT_TRUE(store->each_post("nobody", kMinTime, kMaxTime, [&](const StoredPost&) { ++within; }).has_value());
  EXPECT_EQ(within, store->posts(query)->size());
}

TEST(Store, OfACursorAndAnEndTheEarlierCounts) {
  const auto store = crowd();
  PostQuery query{.brand = {}, .to = kNoon + kMinute};
  query.before = PostCursor{kNoon + 5 * kMinute, 1};
  EXPECT_EQ(store->posts(query)->at(0).post.created_at, kNoon);
  query.to = kNoon + 9 * kMinute;
  EXPECT_EQ(store->posts(query)->at(0).post.created_at, kNoon + 4 * kMinute);
}

TEST(Store, FiltersPostsBySourceLanguageModelAndLabel) {
  const auto store = crowd();
  add(*store, batch_of({post("other", "Aurora")}), glad, "m@2");
  const auto count = [&](const PostQuery& query) { return store->posts(query)->size(); };
  for (const std::string brand : {"", "Aurora"}) {
    PostQuery all{.brand = brand};
    all.limit = 1000;
    std::size_t italian = 0;
    std::size_t from_x = 0;
    const auto posts = store->posts(all);
    for (const StoredPost& stored : *posts) {
      italian += stored.post.lang == "it";
      from_x += stored.post.source == "x";
    }
    PostQuery query = all;
    query.lang = "it";
    EXPECT_EQ(count(query), italian);
    query.source = "x";
    EXPECT_LT(count(query), italian);
    query.lang = std::nullopt;
    EXPECT_EQ(count(query), from_x);
    query.source = "nowhere";
    EXPECT_EQ(count(query), 0U);
    query = all;
    query.model = "m@2";
    EXPECT_EQ(count(query), 1U);
    query.label = Sentiment::kNegative;
    EXPECT_EQ(count(query), 0U);
    query = all;
    query.lang = "";
    EXPECT_EQ(count(query), 0U) << "an empty language is one, not all";
  }
}

TEST(Store, KeepsSumsOverDays) {
  const auto store = memory_store();
  const Millis midnight = floor_time(kNoon, kDay);
  add(*store,
      batch_of({post("1", "Aurora", midnight), post("2", "Aurora", midnight + kDay - 1),
                post("3", "Aurora", midnight + kDay), post("4", "Aurora", -1), post("5", "Borea", midnight)}),
      sad);
  add(*store, batch_of({post("6", "Aurora", midnight + kHour)}), glad);
  BucketQuery query{.brand = "Aurora", .model = {}, .source = {}, .lang = {}};
  query.width = kDay;
  const auto days = *store->buckets(query);
  ASSERT_EQ(days.size(), 3U);
  EXPECT_EQ(days[0].key.start, -kDay);
  EXPECT_EQ(days[1].key.start, midnight);
  EXPECT_EQ(days[1].histogram.labels, (PerSentiment<std::uint32_t>{2, 0, 1}));
  EXPECT_EQ(days[2].histogram.total(), 1U);
  query.from = midnight;
  query.to = midnight + kDay;
  EXPECT_EQ(store->buckets(query)->size(), 1U);
  query.brand = "";
  EXPECT_EQ(store->buckets(query)->size(), 2U);
  query.width = kMinute;
  EXPECT_EQ(store->buckets(query).error().code, Code::kUsage);
}

TEST(Store, ShowsEachBucketBrandAfterBrandAndInOrderOfTime) {
  const auto store = memory_store();
  std::vector<Post> posts;
  for (int i = 0; i < 60; ++i) {
    posts.push_back(post(std::to_string(i), i % 2 ? "Aurora" : "Borea", kNoon + (i * 7 % 30) * kHour));
    posts.back().lang = std::string(i % 3 ? "en" : "it");
  }
  add(*store, batch_of(posts), sad);
  std::vector<Bucket> seen;
  const auto visit = [&](const BucketKey& key, const Histogram& histogram) { seen.push_back({key, histogram}); };
  ASSERT_TRUE(store->each_bucket({}, visit).has_value());
  std::map<std::string, Millis> last;
  std::string brand;
  for (const Bucket& bucket : seen) {
    EXPECT_TRUE(bucket.key.brand == brand || !last.contains(bucket.key.brand)) << "brands are not mixed";
    brand = bucket.key.brand;
    EXPECT_GE(bucket.key.start, last.emplace(brand, kMinTime).first->second);
    last[brand] = bucket.key.start;
  }
  std::ranges::sort(seen, {}, [](const Bucket& bucket) { return bucket.key; });
  const auto all = *store->buckets({});
  ASSERT_EQ(seen.size(), all.size());
  std::uint64_t total = 0;
  for (const Bucket& bucket : all) total += bucket.histogram.total();
  EXPECT_EQ(total, 60U);
}

TEST(Store, HasAVersionThatRisesWithWhatIsStored) {
  const auto store = memory_store();
  const std::int64_t empty = *store->version();
  EXPECT_EQ(*store->version(), empty);
  add(*store, batch_of({post("1")}), sad);
  const std::int64_t one = *store->version();
  EXPECT_GT(one, empty);
  add(*store, batch_of({post("1")}), sad);
  EXPECT_EQ(*store->version(), one) << "copies change nothing";
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
