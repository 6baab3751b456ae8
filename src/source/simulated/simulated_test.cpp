#include "source/simulated/simulated.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace polso {
namespace {

TEST(Simulated, TheSameSeedGivesTheSamePosts) {
  const auto a = simulate_posts(1);
  const auto b = simulate_posts(1);
  const auto other = simulate_posts(2);
  ASSERT_EQ(a.size(), b.size());
  EXPECT_TRUE(std::ranges::equal(
      a, b, {}, [](const auto& s) { return s.post.text; }, [](const auto& s) { return s.post.text; }));
  EXPECT_FALSE(std::ranges::equal(
      a, other, {}, [](const auto& s) { return s.post.text; }, [](const auto& s) { return s.post.text; }));
}

TEST(Simulated, TellsOfFiveBrandsOverTenDaysInOrder) {
  const auto posts = simulate_posts(1);
  std::set<std::string> brands, ids;
  std::set<Millis> days;
  for (const SimulatedPost& s : posts) {
    brands.insert(s.post.brand);
    ids.insert(s.post.id);
    days.insert(floor_time(s.post.created_at, kDay));
    EXPECT_EQ(s.post.text.find('{'), std::string::npos) << s.post.text;
  }
  EXPECT_EQ(brands.size(), 5U);
  EXPECT_EQ(ids.size(), posts.size());
  EXPECT_EQ(days.size(), 10U);
  EXPECT_TRUE(std::ranges::is_sorted(posts, {}, [](const auto& s) { return s.post.created_at; }));
}

TEST(Simulated, OneBrandHasACrisis) {
  std::map<std::string, std::pair<int, int>> by_day;  // negatives and posts of Vento Mobile
  for (const SimulatedPost& s : simulate_posts(1)) {
    if (s.post.brand != "Vento Mobile") continue;
    auto& [negative, all] = by_day[format_date(s.post.created_at)];
    negative += s.mood == Sentiment::kNegative ? 1 : 0;
    ++all;
  }
  const auto [calm_negative, calm] = by_day["2026-01-07"];
  const auto [crisis_negative, crisis] = by_day["2026-01-11"];
  EXPECT_GT(crisis, 2 * calm);
  EXPECT_LT(calm_negative * 2, calm);
  EXPECT_GT(crisis_negative * 4, crisis * 3);
}

TEST(Simulated, PlaysInBatchesAndGoesOnFromAnOffset) {
  std::vector<Post> posts(5);
  for (std::size_t i = 0; i < posts.size(); ++i) posts[i].id = std::to_string(i);
  const auto source = open_simulated(posts);
  Batch batch;
  ASSERT_TRUE(source->next(batch, 3).value());
  EXPECT_EQ(batch.posts.size(), 3U);
  EXPECT_EQ(batch.offset.position, 3U);
  const auto again = open_simulated(posts);
  ASSERT_TRUE(again->seek(batch.offset.position));
  ASSERT_TRUE(again->next(batch, 3).value());
  EXPECT_EQ(batch.posts.front().id, "3");
  EXPECT_FALSE(again->next(batch, 3).value());
  EXPECT_FALSE(again->seek(6));
}

}  // namespace
}  // namespace polso
