#include "store/majority.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

constexpr Sentiment kBad = Sentiment::kNegative;
constexpr Sentiment kPlain = Sentiment::kNeutral;
constexpr Sentiment kGood = Sentiment::kPositive;

TEST(Majority, IsWhatMoreSayThanSayAnythingElse) {
  const struct {
    const char* what;
    std::vector<PersonLabel> people;
    std::optional<std::pair<Sentiment, const char*>> counts;
  } cases[] = {
      {"nobody", {}, std::nullopt},
      {"one", {{"ann", kBad, {}, 1}}, {{kBad, "ann"}}},
      {"two of one mind", {{"ann", kBad, {}, 1}, {"bea", kBad, {}, 2}}, {{kBad, "bea"}}},
      {"one against one", {{"ann", kBad, {}, 1}, {"bea", kGood, {}, 2}}, std::nullopt},
      {"two of three", {{"ann", kBad, {}, 1}, {"bea", kGood, {}, 2}, {"", kBad, {}, 0}}, {{kBad, "ann"}}},
      {"each another", {{"ann", kBad, {}, 1}, {"bea", kGood, {}, 2}, {"cid", kPlain, {}, 3}}, std::nullopt},
      {"two, one and one",
       {{"ann", kBad, {}, 1}, {"bea", kGood, {}, 2}, {"cid", kPlain, {}, 3}, {"dan", kGood, {}, 1}},
       {{kGood, "bea"}}},
  };
  for (const auto& c : cases) {
    const auto found = majority(c.people);
    ASSERT_EQ(found.has_value(), c.counts.has_value()) << c.what;
    if (!found) continue;
    EXPECT_EQ(found->label, c.counts->first) << c.what;
    EXPECT_EQ(found->by, c.counts->second) << c.what;
  }
}

}  // namespace
}  // namespace polso
