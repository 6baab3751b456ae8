#include "watch/health/windows.h"

#include <gmock/gmock.h>

namespace polso::health {
namespace {

std::map<Millis, std::uint64_t> days(const std::vector<std::uint64_t>& counts) {
  std::map<Millis, std::uint64_t> result;
  for (std::size_t day = 0; day < counts.size(); ++day) {
    if (counts[day] > 0) result[static_cast<Millis>(day) * kDay] = counts[day];
  }
  return result;
}

/// First and last day and the posts of each window.
using Cut = std::vector<std::array<std::uint64_t, 3>>;

TEST(Windows, AreWholeDaysWithPostsEnough) {
  struct Case {
    const char* what;
    std::vector<std::uint64_t> counts;
    std::uint64_t until;  // day
    Cut windows;
  };
  const std::vector<Case> cases{
      {"nothing", {}, 5, {}},
      {"busy days", {500, 300, 400}, 3, {{0, 0, 500}, {1, 1, 300}, {2, 2, 400}}},
      {"a day that is not over", {500, 300, 400}, 2, {{0, 0, 500}, {1, 1, 300}}},
      {"quiet days are joined", {100, 100, 100, 299, 1}, 5, {{0, 2, 300}, {3, 4, 300}}},
      {"what is still too little waits", {500, 100, 100}, 3, {{0, 0, 500}}},
      {"but not for ever", {500, 1, 0, 0, 0, 0, 0, 0, 0, 600}, 10, {{0, 0, 500}, {1, 7, 1}, {9, 9, 600}}},
      {"nor at the end", {500, 1, 0, 0, 0, 0, 0, 0}, 8, {{0, 0, 500}, {1, 7, 1}}},
      {"a window begins with posts", {0, 0, 500}, 3, {{2, 2, 500}}},
  };
  for (const Case& one : cases) {
    Cut cut;
    for (const Window& window : windows_of(days(one.counts), static_cast<Millis>(one.until) * kDay)) {
      cut.push_back({static_cast<std::uint64_t>(window.from / kDay), static_cast<std::uint64_t>(window.to / kDay - 1),
                     window.posts});
    }
    EXPECT_EQ(cut, one.windows) << one.what;
  }
}

TEST(Windows, OfTomorrowAreThoseOfTodayAndPerhapsOneMore) {
  std::map<Millis, std::uint64_t> counts;
  std::vector<Window> before;
  for (std::uint64_t day = 0; day < 100; ++day) {
    counts[static_cast<Millis>(day) * kDay] = 37 * (day % 11);
    const auto now = windows_of(counts, static_cast<Millis>(day + 1) * kDay);
    ASSERT_GE(now.size(), before.size());
    ASSERT_LE(now.size(), before.size() + 1);
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(now[i].posts, before[i].posts);
    before = now;
  }
  EXPECT_GT(before.size(), 30U);
}

}  // namespace
}  // namespace polso::health
