#include "learn/gate/honesty.h"

#include <gtest/gtest.h>

#include <vector>

#include "reputation/simulation_for_tests.h"

namespace polso {
namespace {

struct Model {
  Validation validation;
  std::vector<Verdict> verdicts;
};

std::vector<Sentiment> truth_of(std::size_t posts) {
  std::vector<Sentiment> truth;
  truth.reserve(posts);
  for (std::size_t n = 0; n < posts; ++n) truth.push_back(static_cast<Sentiment>(n % kSentiments));
  return truth;
}

/// Takes the share `gloom` of neutral posts for negative ones; it knows its errors from 600 other posts.
Model model_of(double gloom, const std::vector<Sentiment>& truth, std::uint64_t seed) {
  Random random(seed);
  const auto look = [&](Sentiment at) {
    const bool gloomy = at == Sentiment::kNeutral && random.uniform() < gloom;
    return simulation::verdict_of(gloomy ? 0 : index(at), 3, random);
  };
  Model model;
  for (const Sentiment one : truth_of(600)) model.validation.by_truth[index(one)].add(look(one));
  for (const Sentiment one : truth) model.verdicts.push_back(look(one));
  return model;
}

const std::vector<Sentiment> whole = truth_of(1500);
const ShareProtocol quick{.posts = 100, .samples = 200, .seed = 1};

ShareErrors compare(const Model& champion, const Model& candidate) {
  const auto errors = compare_share_errors({&champion.validation, champion.verdicts},
                                           {&candidate.validation, candidate.verdicts}, whole, quick);
  EXPECT_TRUE(errors);
  return errors.value_or(ShareErrors{});
}

TEST(Honesty, TheSharperModelHasTheSmallerErrorOfShares) {
  const Model dull = model_of(0.9, whole, 1);
  const Model sharp = model_of(0, whole, 2);
  const ShareErrors errors = compare(dull, sharp);
  EXPECT_GT(errors.champion, errors.candidate + 0.02);
  EXPECT_LT(errors.difference.high, 0);
  EXPECT_DOUBLE_EQ(errors.difference.value, errors.candidate - errors.champion);
  EXPECT_GT(compare(sharp, dull).difference.low, 0) << "the other way round";
}

TEST(Honesty, AModelThatDoesNotKnowItsErrorsIsDishonestHoweverSharp) {
  const Model honest = model_of(0.6, whole, 1);
  Model boaster = honest;
  boaster.validation = model_of(0, whole, 2).validation;  // of a model without gloom
  EXPECT_GT(compare(honest, boaster).difference.low, 0);
  Model silent = honest;
  silent.validation = {};
  EXPECT_GT(compare(honest, silent).difference.low, 0) << "without a validation the plain count is all it has";
}

TEST(Honesty, ThatBothAreOneModelIsNoDifferenceAndRepeatable) {
  const Model model = model_of(0.3, whole, 1);
  const ShareErrors errors = compare(model, model);
  EXPECT_EQ(errors.difference.value, 0);
  EXPECT_EQ(errors.difference.low, 0);
  EXPECT_EQ(errors.difference.high, 0);
  EXPECT_GT(errors.champion, 0);
  EXPECT_EQ(compare(model, model).champion, errors.champion);
}

TEST(Honesty, WithoutASentimentThereIsNothingToDraw) {
  const std::vector<Sentiment> truth{Sentiment::kNegative, Sentiment::kPositive};
  const Model model = model_of(0.3, truth, 1);
  EXPECT_FALSE(compare_share_errors({&model.validation, model.verdicts}, {&model.validation, model.verdicts}, truth));
}

}  // namespace
}  // namespace polso
