// The two ways to merge answer the same, and long words end.
#include "text/bpe/merges.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace polso::bpe {
namespace {

using Word = std::vector<std::int32_t>;

/// Merges of letters 0 to 3 and of what they become, at random.
Merges random_merges(Random& random) {
  Merges merges(60);
  std::int32_t next = 4;
  for (std::uint32_t rank = 0; rank < 60; ++rank) {
    const auto bound = static_cast<std::uint64_t>(next);
    const auto left = static_cast<std::int32_t>(random.below(bound));
    const auto right = static_cast<std::int32_t>(random.below(bound));
    if (!merges.find(left, right).exists()) merges.add(left, right, {rank, next++});
  }
  return merges;
}

TEST(Merges, ByScanAndByHeapAreEqual) {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    const Merges merges = random_merges(random);
    Word word(random.below(120));
    for (auto& letter : word) letter = static_cast<std::int32_t>(random.below(4));
    Word by_scan = word;
    Word by_heap = word;
    merges.apply_by_scan(by_scan);
    merges.apply_by_heap(by_heap);
    ASSERT_EQ(by_scan, by_heap);
    merges.apply(word);
    ASSERT_EQ(by_scan, word);
  }
}

TEST(Merges, TakeTheLowestRankAndThenTheLeftmost) {
  Merges merges(3);
  merges.add(1, 2, {1, 12});
  merges.add(2, 3, {0, 23});
  merges.add(1, 1, {2, 11});
  Word word{1, 2, 3};
  merges.apply(word);
  EXPECT_THAT(word, testing::ElementsAre(1, 23));
  word = {1, 1, 1};
  merges.apply(word);
  EXPECT_THAT(word, testing::ElementsAre(11, 1));
}

TEST(Merges, OfAPairThatIsThereTwiceTakeTheLaterRank) {
  Merges merges(3);
  merges.add(1, 2, {0, 12});
  merges.add(2, 3, {1, 23});
  merges.add(1, 2, {2, 12});
  Word word{1, 2, 3};
  merges.apply(word);
  EXPECT_THAT(word, testing::ElementsAre(1, 23));
}

TEST(Merges, OfAWordOfAMillionLettersEnd) {
  Merges merges(20);
  for (std::int32_t level = 0; level < 20; ++level)
    merges.add(level, level, {static_cast<std::uint32_t>(level), level + 1});
  Word word(std::size_t{1} << 20, 0);
  merges.apply(word);
  EXPECT_THAT(word, testing::ElementsAre(20));
}

}  // namespace
}  // namespace polso::bpe
