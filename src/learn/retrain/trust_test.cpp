#include "learn/retrain/trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

using testing::HasSubstr;

using Shares = PerSentiment<double>;

constexpr Shares kEqual{1.0 / 3, 1.0 / 3, 1.0 / 3};
constexpr Shares kStorm{0.85, 0.10, 0.05};
constexpr Shares kPraise{0.10, 0.15, 0.75};
constexpr double kSkill = 1.5;  // of the champion: its probabilities are about calibrated

/// What somebody says of a post, from its truth and what the champion says; nothing: no label.
using Habit = std::function<std::optional<Sentiment>(Sentiment truth, Sentiment champion, Random& random)>;

std::optional<Sentiment> honest(Sentiment truth, Sentiment, Random&) { return truth; }
std::optional<Sentiment> fan(Sentiment, Sentiment, Random&) { return Sentiment::kPositive; }
std::optional<Sentiment> dice(Sentiment, Sentiment, Random& random) {
  return static_cast<Sentiment>(random.below(kSentiments));
}

/// People are not always of one mind with others, and then prefer to say "neutral".
std::optional<Sentiment> human(Sentiment truth, Sentiment, Random& random) {
  if (random.uniform() < 0.8) return truth;
  return truth == Sentiment::kNeutral ? static_cast<Sentiment>(2 * random.below(2)) : Sentiment::kNeutral;
}

std::optional<Sentiment> flips_a_fifth(Sentiment truth, Sentiment, Random& random) {
  if (random.uniform() >= 0.2) return truth;
  return static_cast<Sentiment>((index(truth) + 1 + random.below(2)) % kSentiments);
}

/// Only where the champion errs.
std::optional<Sentiment> corrects(Sentiment truth, Sentiment champion, Random&) {
  return truth == champion ? std::nullopt : std::optional(truth);
}

/// Turns to positive what the champion does not call so.
std::optional<Sentiment> whitewashes(Sentiment, Sentiment champion, Random&) {
  return champion == Sentiment::kPositive ? std::nullopt : std::optional(Sentiment::kPositive);
}

/// Adds labels by `name`; posts with these shares.
void add(std::vector<GivenLabel>& labels, const std::string& name, std::size_t count, const Shares& shares,
         const Habit& habit, bool asked, std::uint64_t seed) {
  Random random(seed);
  for (std::size_t given = 0; given < count;) {
    const double u = random.uniform();
    const std::size_t truth = u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2;
    const Verdict champion = simulation::verdict_of(truth, kSkill, random);
    const auto label = habit(static_cast<Sentiment>(truth), champion.label, random);
    if (!label) continue;
    labels.push_back({name, *label, champion, asked});
    ++given;
  }
}

Trust trust_of(const std::vector<GivenLabel>& labels, const std::string& name) {
  for (const Trust& one : trust_in(labels)) {
    if (one.by == name) return one;
  }
  ADD_FAILURE() << name << " is not there";
  return {};
}

struct Case {
  const char* what;
  Habit habit;
  Shares posts;
  std::size_t labels;
  bool asked;
};

/// In how many of 20 seeds the person is trusted, beside others who label an even mix honestly.
int times_trusted(const Case& c) {
  int times = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<GivenLabel> labels;
    add(labels, "others", 200, kEqual, human, true, 1000 + seed);
    add(labels, "anna", c.labels, c.posts, c.habit, c.asked, seed);
    times += trust_of(labels, "anna").trusted;
  }
  return times;
}

TEST(Trust, PeopleWhoLookAtThePostsAreTrusted) {
  for (const Case& c : {Case{"honest", honest, kEqual, 100, true}, Case{"honest and human", human, kEqual, 100, true},
                        Case{"reads about an unhappy brand only", human, kStorm, 100, true},
                        Case{"reads about an unhappy brand only, for long", honest, kStorm, 1000, true},
                        Case{"reads about a loved brand only", human, kPraise, 200, true},
                        Case{"a fifth of the labels flipped", flips_a_fifth, kEqual, 300, true},
                        Case{"a fifth flipped in a storm", flips_a_fifth, kStorm, 300, true},
                        Case{"corrects what is wrong", corrects, kEqual, 100, false},
                        Case{"corrects what is wrong in a storm", corrects, kStorm, 100, false},
                        Case{"few labels, whatever they say", fan, kEqual, 3, true},
                        Case{"few corrections, whatever they say", whitewashes, kEqual, 3, false}}) {
    EXPECT_GE(times_trusted(c), 16) << c.what;
  }
}

TEST(Trust, PeopleWhoDoNotLookAreNot) {
  for (const Case& c :
       {Case{"one label only", fan, kEqual, 40, true}, Case{"a brand's fans", fan, kStorm, 30, true},
        Case{"one label only, on a loved brand", fan, kPraise, 100, true}, Case{"dice", dice, kEqual, 300, true}}) {
    EXPECT_LE(times_trusted(c), 1) << c.what;
  }
}

TEST(Trust, ACrowdOfFansDoesNotMakeAPriorOfItsOwn) {
  std::vector<GivenLabel> labels;
  for (std::uint64_t n = 0; n < 10; ++n) add(labels, "fan " + std::to_string(n), 40, kStorm, fan, true, n);
  add(labels, "honest", 40, kStorm, honest, true, 99);
  for (const Trust& one : trust_in(labels)) EXPECT_EQ(one.trusted, one.by == "honest") << one.by << ' ' << one.noise;
}

TEST(Trust, SaysWhomItDoesNotTrustAndWhy) {
  std::vector<GivenLabel> labels;
  add(labels, "", 60, kStorm, dice, true, 1);
  add(labels, "b", 60, kEqual, honest, true, 2);
  add(labels, "a", 60, kEqual, fan, true, 3);
  const auto all = trust_in(labels);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_THAT(all[0].reason, HasSubstr("the 60 labels of people without a name have little to do with the posts"));
  EXPECT_EQ(all[1].by, "a");
  EXPECT_THAT(all[1].reason, HasSubstr("the 60 labels of 'a'"));
  EXPECT_EQ(all[2].by, "b");
  EXPECT_EQ(all[2].labels, 60U);
  EXPECT_TRUE(all[2].trusted);
  EXPECT_EQ(all[2].reason, "");
  EXPECT_TRUE(trust_in({}).empty());
}

TEST(Trust, WithoutMuchToGoByTheNoiseIsThePriors) {
  std::vector<GivenLabel> labels;
  add(labels, "anna", 1, kEqual, honest, true, 1);
  EXPECT_NEAR(trust_of(labels, "anna").noise, 0.2, 0.1);
}

/// Probabilities for posts of which 70 % are neutral, looked at as if they were for an even mix, would be adapted to
/// too few neutral posts.
TEST(Trust, KnowsOnWhatTheProbabilitiesWereCalibrated) {
  const Shares usual{0.1, 0.7, 0.2};
  std::vector<GivenLabel> labels;
  add(labels, "anna", 400, usual, honest, true, 1);
  for (GivenLabel& one : labels) {
    float sum = 0;
    for (std::size_t s = 0; s < kSentiments; ++s) sum += one.champion.scores[s] *= static_cast<float>(usual[s]);
    for (float& score : one.champion.scores) score /= sum;
  }
  EXPECT_LT(trust_in(labels, usual).front().noise, trust_in(labels).front().noise);
}

TEST(Trust, ScoresThatAreNoProbabilitiesDoNoHarm) {
  std::vector<GivenLabel> labels;
  add(labels, "anna", 50, kEqual, honest, true, 1);
  for (GivenLabel& one : labels) one.champion.scores = {0, 0, 0};
  const Trust blind = trust_of(labels, "anna");
  EXPECT_GE(blind.noise, 0);
  EXPECT_LE(blind.noise, 1);
}

}  // namespace
}  // namespace polso
