#include "classify/roberta/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace polso::roberta {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::size_t tokens(const Pack& pack, std::span<const std::size_t> lengths) {
  return std::accumulate(pack.begin(), pack.end(), std::size_t{0},
                         [&](std::size_t sum, std::size_t i) { return sum + lengths[i]; });
}

TEST(Plan, HasNoPackForNoWork) { EXPECT_THAT(plan({}, 2), IsEmpty()); }

TEST(Plan, KeepsLittleWorkTogether) {
  const std::vector<std::size_t> lengths{5, 9, 7};
  EXPECT_THAT(plan(lengths, 2), ElementsAre(ElementsAre(1, 2, 0)));
}

TEST(Plan, SharesAFewSequencesAmongTheWorkers) {
  const std::vector<std::size_t> lengths{64, 64, 64, 64};
  EXPECT_THAT(plan(lengths, 2), ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3)));
}

TEST(Plan, LeavesALongSequenceAlone) {
  const std::vector<std::size_t> lengths{10, 2000, 10};
  EXPECT_THAT(plan(lengths, 1, {64, 512}), ElementsAre(ElementsAre(1), ElementsAre(0, 2)));
}

TEST(Plan, PutsEachSequenceIntoOnePackOfNearlyEqualWork) {
  std::mt19937 engine(1);
  for (const std::size_t workers : {1U, 2U, 8U}) {
    std::vector<std::size_t> lengths(500);
    for (std::size_t& length : lengths) length = 2 + engine() % 60;
    std::vector<std::size_t> seen;
    const auto packs = plan(lengths, workers, {64, 512});
    EXPECT_EQ(packs.size() % workers, 0U);
    for (const Pack& pack : packs) {
      seen.insert(seen.end(), pack.begin(), pack.end());
      EXPECT_LE(tokens(pack, lengths), 512U + 61);
    }
    std::ranges::sort(seen);
    std::vector<std::size_t> all(lengths.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    EXPECT_EQ(seen, all);
  }
}

}  // namespace
}  // namespace polso::roberta
