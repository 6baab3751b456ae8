#include "learn/cascade_stage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"
#include "classify/cascade/cascade_classifier.h"
#include "learn/fit.h"
#include "learn/posts_for_tests.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

/// Two models in models/small and models/large, the first hardly trained.
class TrainCascade : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_file(path("train.txt"), labelled_posts(600, 1)));
    ASSERT_TRUE(write_file(path("few.txt"), labelled_posts(20, 1)));
    ASSERT_TRUE(write_file(path("val.txt"), labelled_posts(500, 2)));
    ASSERT_TRUE(write_file(path("test.txt"), labelled_posts(500, 3)));
    for (const auto& [name, posts] : {std::pair{"small", "few.txt"}, std::pair{"large", "train.txt"}}) {
      const auto trained = train(recipe(name, fmt::format("train = [\"{}\"]\n[fasttext]\nepochs = 15\n", posts)),
                                 {folder.path()}, path("models") / name, silent);
      ASSERT_TRUE(trained) << trained.error().message;
    }
  }

  [[nodiscard]] fs::path path(const std::string& name) const { return folder.path() / name; }

  static Recipe recipe(const std::string& name, const std::string& more) {
    const auto parsed = parse_recipe(
        fmt::format("name = \"{}\"\nlang = \"en\"\nvalidation = {{ set = \"val.txt\", to = \"2015-12-31\" }}\ntest = "
                    "[\"test.txt\"]\n{}",
                    name, more),
        "r.toml");
    EXPECT_TRUE(parsed) << parsed.error().message;
    return *parsed;
  }

  [[nodiscard]] Recipe cascade(double budget = 0.4) const {
    return recipe("both", fmt::format("[cascade]\nsmall = \"{}\"\nlarge = \"{}\"\nbudget = {}\n",
                                      path("models/small").string(), path("models/large").string(), budget));
  }

  Result<Trained> run(const Recipe& recipe, const std::string& out) {
    return train(recipe, {folder.path()}, path(out), silent);
  }

  TempFolder folder;
};

TEST_F(TrainCascade, TheBundleAnswersAsItWasMeasured) {
  const auto trained = run(cascade(), "models/both");
  ASSERT_TRUE(trained) << trained.error().message;
  EXPECT_EQ(trained->bundle.cascade->small, "../small");
  const auto opened = open_classifier(path("models/both"));
  ASSERT_TRUE(opened) << opened.error().message;
  const auto set = load_data_set("test.txt", {folder.path()}).value();
  std::vector<std::string_view> texts;
  for (const LabelledText& row : set.rows) texts.emplace_back(row.text);
  std::vector<Verdict> verdicts(texts.size());
  ASSERT_TRUE((*opened)->classify(texts, verdicts));
  const Evaluation again = evaluate(truth_of(set), verdicts, trained->bundle.seed);
  EXPECT_EQ(again.confusion, trained->tests.at(0).evaluation.confusion);
}

TEST_F(TrainCascade, ItsCurveRunsFromTheOneModelToTheOther) {
  const auto trained = run(cascade(), "models/both");
  ASSERT_TRUE(trained);
  const auto& curve = trained->curves.at(0);
  for (const auto& [name, point] : {std::pair{"small", curve.front()}, std::pair{"large", curve.back()}}) {
    const auto part = load_bundle(path("models") / name).value();
    EXPECT_NEAR(point.macro_recall, part.metrics.at("test.macro_recall").value, 0.003) << name;
  }
  EXPECT_GT(curve.back().macro_recall, curve.front().macro_recall + 0.05);
  const auto at_budget = std::ranges::find(curve, 0.4, &CurvePoint::budget);
  EXPECT_NEAR(at_budget->macro_recall, trained->bundle.metrics.at("test.macro_recall").value, 1e-9);
}

TEST_F(TrainCascade, ItsValidationIsThatOfItsBudgetAndOfItsPosts) {
  for (const double budget : {0.0, 0.4, 1.0}) {
    const Bundle bundle = run(cascade(budget), "models/both").value().bundle;
    EXPECT_EQ(bundle.validation.by_truth, by_truth_at(bundle.cascade->judged, budget));
    EXPECT_EQ(bundle.validation.to, "2015-12-31");
    std::uint64_t posts = 0;
    for (const Histogram& histogram : bundle.validation.by_truth) posts += histogram.total();
    EXPECT_EQ(posts, 500U);
    if (budget == 0.4) continue;
    const auto part = load_bundle(path("models") / (budget == 0 ? "small" : "large")).value();
    for (std::size_t s = 0; s < kSentiments; ++s) {
      EXPECT_EQ(bundle.validation.by_truth[s].total(), part.validation.by_truth[s].total());
    }
  }
}

TEST_F(TrainCascade, TheSameRecipeGivesTheSameBytesAndTheCardShowsTheCurve) {
  ASSERT_TRUE(run(cascade(), "models/one"));
  ASSERT_TRUE(run(cascade(), "models/two"));
  for (const char* file : {"polso.json", "README.md"}) {
    EXPECT_EQ(read_file(path("models/one") / file).value(), read_file(path("models/two") / file).value());
  }
  const std::string card = read_file(path("models/one/README.md")).value();
  EXPECT_THAT(card, HasSubstr("| budget | macro recall |"));
  EXPECT_THAT(card, HasSubstr("rule learnt on it"));
}

TEST_F(TrainCascade, SaysWhatIsMissing) {
  Recipe missing = cascade();
  missing.cascade->large = path("models/none").string();
  EXPECT_EQ(run(missing, "models/both").error().code, Code::kNotFound);
  ASSERT_TRUE(write_file(path("val.txt"), "__label__negative a\n__label__positive b\n"));
  EXPECT_THAT(run(cascade(), "models/both").error().message, HasSubstr("has no neutral post"));
  EXPECT_FALSE(fs::exists(path("models/both/polso.json")));
}

}  // namespace
}  // namespace polso
