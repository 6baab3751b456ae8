#include "monitor/input_drift.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "monitor/prediction_drift.h"
#include "monitor/same_mix.h"
#include "monitor/texts_for_tests.h"

namespace polso::monitor {
namespace {

constexpr double kSkill = 2;
constexpr PerSentiment<double> kUsual{0.2, 0.45, 0.35};
constexpr PerSentiment<double> kCrisis{0.5, 0.28, 0.22};  // negatives +30 points, the rest in its proportions

struct World {
  std::vector<PostWords> words;
  Histogram histogram;
};

World world(const PerSentiment<double>& shares, std::size_t count, char topic, Random& random) {
  const auto posts = simulation::posts_of(shares, count, kSkill, random);
  return {simulation::written(posts, topic, random), simulation::histogram_of(posts)};
}

std::vector<PostWords> same_mood(const World& reference, const World& window, Random& random) {
  const KeepByCell keep = keep_for_mix(ratios_of(CellEvidence{}.parameters), reference.histogram, window.histogram);
  std::vector<Cell> cells;
  cells.reserve(reference.words.size());
  for (const PostWords& post : reference.words) cells.push_back(post.cell);
  std::vector<PostWords> alike;
  for (const std::size_t i : kept(cells, keep, random)) alike.push_back(reference.words[i]);
  return alike;
}

TEST(InputDrift, FalseAlarmsComeAsOftenAsThePValueSays) {
  std::array<int, kInputFigures> low{};
  constexpr int kTrials = 100;
  for (std::uint64_t seed = 1; seed <= kTrials; ++seed) {
    Random random(seed);
    const World usual = world(kUsual, 200, 't', random);
    const World now = world(kUsual, 120, 't', random);
    const auto p = input_drift(usual.words, now.words, {.rounds = 19, .seed = seed}).p_values();
    for (std::size_t f = 0; f < kInputFigures; ++f) low[f] += p[f] < 0.2 ? 1 : 0;
  }
  for (std::size_t f = 0; f < kInputFigures; ++f) EXPECT_NEAR(low[f], 20, 14) << kInputNames[f];
}

TEST(InputDrift, ACrisisOfThirtyPointsLooksLikeNewWordsUntilTheReferenceIsBroughtToItsMood) {
  int as_is = 0;
  int same = 0;
  int shape = 0;
  constexpr int kTrials = 30;
  for (std::uint64_t seed = 1; seed <= kTrials; ++seed) {
    Random random(seed);
    const World usual = world(kUsual, 4000, 't', random);
    const World crisis = world(kCrisis, 1000, 't', random);
    as_is += input_drift(usual.words, crisis.words, {.rounds = 19, .seed = seed}).words.p < 0.05 ? 1 : 0;
    same += input_drift(same_mood(usual, crisis, random), crisis.words, {.rounds = 19, .seed = seed}).words.p < 0.05;
    const PredictionDrift scores =
        prediction_drift({}, usual.histogram, crisis.histogram, {.rounds = 39, .seed = seed});
    EXPECT_LT(scores.mood.p, 0.05);
    shape += scores.shape.p < 0.05 ? 1 : 0;
  }
  EXPECT_GE(as_is, 27);
  EXPECT_LE(same, 6);
  EXPECT_LE(shape, 6);
}

TEST(InputDrift, AnotherTopicIsFoundAtAnyMoodAndItsStrangestPostsAreNamed) {
  Random random(4);
  const World usual = world(kUsual, 1500, 't', random);
  const World old = world(kCrisis, 200, 't', random);
  const World fresh = world(kCrisis, 200, 'u', random);
  World mixed = old;
  mixed.words.insert(mixed.words.end(), fresh.words.begin(), fresh.words.end());
  mixed.histogram += fresh.histogram;
  const InputDrift found = input_drift(same_mood(usual, mixed, random), mixed.words, {.rounds = 49});
  EXPECT_TRUE(found.enough);
  EXPECT_LT(found.words.p, 0.021);
  EXPECT_LT(found.unknown_words.p, 0.021);
  EXPECT_GT(found.words.value, 0.6);
  EXPECT_GT(found.unknown_words.value, found.unknown_words.usual);
  ASSERT_EQ(found.strangest.size(), 10U);
  EXPECT_TRUE(std::ranges::all_of(found.strangest, [](std::size_t i) { return i >= 200 && i < 400; }));
}

TEST(InputDrift, LengthAndLanguageAreFiguresOfTheirOwn) {
  Random random(5);
  World usual = world(kUsual, 300, 't', random);
  World now = world(kUsual, 300, 't', random);
  for (std::size_t i = 0; i < 150; ++i) now.words[i].lang = "it";
  for (PostWords& post : now.words) post.length += 2;
  const InputDrift found = input_drift(usual.words, now.words, {.rounds = 49});
  EXPECT_LT(found.language.p, 0.021);
  EXPECT_NEAR(found.language.value, 0.5, 1e-9);
  EXPECT_LT(found.length.p, 0.021);
  EXPECT_NEAR(found.length.value, 14, 1e-9);
  EXPECT_NEAR(found.length.usual, 12, 1e-9);
  EXPECT_GT(found.words.p, 0.021);
}

TEST(InputDrift, TooFewPostsSayNothing) {
  Random random(6);
  const World few = world(kUsual, 20, 't', random);
  const InputDrift found = input_drift(few.words, few.words);
  EXPECT_FALSE(found.enough);
  for (const double p : found.p_values()) EXPECT_EQ(p, 1);
  EXPECT_FALSE(input_drift({}, {}, {.fewest = 0}).enough);
}

}  // namespace
}  // namespace polso::monitor
