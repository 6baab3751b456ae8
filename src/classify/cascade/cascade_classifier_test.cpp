#include "classify/cascade/cascade_classifier.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "base/temp_folder.h"
#include "classify/fasttext/reference.h"

namespace polso {
namespace {

using testing::HasSubstr;

/// Answers what a function says and remembers what it was asked.
class FakeClassifier final : public Classifier {
 public:
  FakeClassifier(std::string name, std::function<Verdict(std::string_view)> answer) : answer_(std::move(answer)) {
    bundle_.kind = "fake";
    bundle_.name = std::move(name);
    bundle_.version = "1";
  }
  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i] == "fail") return fail(Code::kInternal, "asked to fail");
      verdicts[i] = answer_(texts[i]);
      asked.emplace_back(texts[i]);
    }
    return {};
  }
  mutable std::vector<std::string> asked;

 private:
  Bundle bundle_;
  std::function<Verdict(std::string_view)> answer_;
};

/// The small model reads how sure it is out of the text; the large one always says positive.
struct Pair {
  std::shared_ptr<FakeClassifier> small = std::make_shared<FakeClassifier>("small", [](std::string_view text) {
    const float sure = 0.34F + static_cast<float>(text.size()) / 1000;
    return Verdict{{sure, (1 - sure) / 2, (1 - sure) / 2}, Sentiment::kNegative};
  });
  std::shared_ptr<FakeClassifier> large = std::make_shared<FakeClassifier>(
      "large", [](std::string_view) { return Verdict{{0, 0, 1}, Sentiment::kPositive}; });

  [[nodiscard]] Result<std::shared_ptr<const CascadeClassifier>> cascade(std::optional<Budget> budget) const {
    Bundle bundle;
    bundle.kind = "cascade";
    bundle.cascade.emplace().budget = 0.5;
    return CascadeClassifier::make({small, large}, bundle, {.budget = budget});
  }
};

std::vector<Verdict> answers(const Classifier& classifier, const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<Verdict> verdicts(texts.size());
  EXPECT_TRUE(classifier.classify(views, verdicts));
  return verdicts;
}

TEST(CascadeClassifier, AsksTheLargeModelAboutTheLeastCertainAndNothingElse) {
  const Pair pair;
  const auto cascade = pair.cascade(Budget{Budget::Kind::kShare, 0.25});
  ASSERT_TRUE(cascade);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 400; ++i) texts.emplace_back((i * 7) % 400, 'x');
  const auto verdicts = answers(**cascade, texts);
  EXPECT_EQ(pair.small->asked.size(), 400U);
  EXPECT_EQ(pair.large->asked.size(), 100U);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool deferred = texts[i].size() < 100;
    EXPECT_EQ(verdicts[i].label, deferred ? Sentiment::kPositive : Sentiment::kNegative) << texts[i].size();
    EXPECT_EQ(verdicts[i].scores[2] == 1, deferred) << "scores and label are of the same model";
  }
}

TEST(CascadeClassifier, TheBundleSaysTheBudgetWhenNobodyElseDoes) {
  const Pair pair;
  const auto cascade = pair.cascade(std::nullopt);
  ASSERT_TRUE(cascade);
  EXPECT_EQ((*cascade)->budget(), (Budget{Budget::Kind::kShare, 0.5}));
  (void)answers(**cascade, std::vector<std::string>(400, "x"));
  EXPECT_EQ(pair.large->asked.size(), 200U);
}

TEST(CascadeClassifier, NothingToClassifyIsNoError) {
  const Pair pair;
  EXPECT_TRUE(answers(**pair.cascade(std::nullopt), {}).empty());
}

TEST(CascadeClassifier, AnErrorOfEitherModelIsItsError) {
  const Pair pair;
  const auto cascade = pair.cascade(Budget{Budget::Kind::kShare, 1});
  const std::string_view text = "fail";
  Verdict verdict;
  EXPECT_EQ((*cascade)->classify(std::span(&text, 1), std::span(&verdict, 1)).error().message, "asked to fail");
}

TEST(CascadeClassifier, ABudgetASecondNeedsAClock) {
  EXPECT_EQ(Pair().cascade(Budget{Budget::Kind::kPerSecond, 5}).error().code, Code::kUsage);
}

class CascadeOfFiles : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"small", "large"}) {
      const auto folder = folder_.path() / name;
      std::filesystem::create_directory(folder);
      const auto weights = fasttext::train_small({.name = name, .dim = *name == 's' ? 2 : 10}, folder);
      std::filesystem::rename(weights, folder_.path() / (std::string(name) + ".bin"));
    }
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  static std::string both(const std::string& small, const std::string& large) {
    return fmt::format("cascade:{},{}", small, large);
  }
  [[nodiscard]] std::string pair() const { return both(path("small.bin"), path("large.bin")); }

  /// A bundle of the two in folder "both".
  [[nodiscard]] Bundle bundle() const {
    Bundle b = open_classifier(pair()).value()->bundle();
    b.name = "both";
    b.cascade->small = "../small.bin";
    b.cascade->large = "../large.bin";
    b.cascade->budget = 0.5;
    b.cascade->quantiles = quantiles_of({0.1, 0.3});
    b.cascade->judged = {{Sentiment::kNegative, 1, 2, Sentiment::kNeutral, Sentiment::kNegative},
                         {Sentiment::kNegative, 1, 2, Sentiment::kNeutral, Sentiment::kNegative}};
    b.validation.by_truth = by_truth_at(b.cascade->judged, 0.5);
    return b;
  }
  [[nodiscard]] Result<std::shared_ptr<const Classifier>> open(const Bundle& b, const OpenOptions& options = {}) const {
    std::filesystem::create_directory(path("both"));
    EXPECT_TRUE(save_bundle(b, path("both")));
    return open_classifier(path("both"), options);
  }

  TempFolder folder_;
};

TEST_F(CascadeOfFiles, AnswersBetweenItsTwoModels) {
  const auto small = open_classifier(path("small.bin")).value();
  const auto large = open_classifier(path("large.bin")).value();
  const std::vector<std::string> texts(300, "alo ari bzi");
  const auto of_small = answers(*small, texts)[0].scores;
  const auto of_large = answers(*large, texts)[0].scores;
  ASSERT_NE(of_small, of_large);
  const auto cascade = open_classifier(pair(), {.budget = Budget{Budget::Kind::kShare, 0.1}});
  ASSERT_TRUE(cascade) << cascade.error().message;
  const auto verdicts = answers(**cascade, texts);
  EXPECT_EQ(std::ranges::count(verdicts, of_large, &Verdict::scores), 30);
  EXPECT_EQ(std::ranges::count(verdicts, of_small, &Verdict::scores), 270);
  EXPECT_EQ((*cascade)->bundle().id(), fmt::format("cascade({},{})@0.1", small->bundle().id(), large->bundle().id()));
  EXPECT_EQ((*cascade)->bundle().validation.by_truth[0].total(), 0U);
}

TEST_F(CascadeOfFiles, ABundleOpensBothWhereverItLies) {
  const auto own = open(bundle());
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_EQ((*own)->bundle().validation.by_truth[0].labels, (PerSentiment<std::uint32_t>{1, 1, 0}));
  const std::string id = (*own)->bundle().id();
  EXPECT_EQ(open(bundle(), {.budget = Budget{Budget::Kind::kShare, 0.5}}).value()->bundle().id(), id);
}

TEST_F(CascadeOfFiles, AnotherBudgetIsAnotherVersionWithItsOwnValidation) {
  const std::string id = open(bundle()).value()->bundle().id();
  const auto all = open(bundle(), {.budget = Budget{Budget::Kind::kShare, 1}}).value();
  EXPECT_EQ(all->bundle().id(), fmt::format("{}+1", id));
  EXPECT_EQ(all->bundle().validation.by_truth[0].labels, (PerSentiment<std::uint32_t>{2, 0, 0}));
  const auto rate =
      open(bundle(), {.budget = Budget{Budget::Kind::kPerSecond, 5}, .clock = [] { return Millis{0}; }}).value();
  EXPECT_EQ(rate->bundle().id(), fmt::format("{}+5/s", id));
  EXPECT_EQ(rate->bundle().validation.by_truth[0].labels, (PerSentiment<std::uint32_t>{1, 1, 0}));
}

TEST_F(CascadeOfFiles, FaultsAreNamed) {
  Bundle other = bundle();
  other.cascade->large_id = "large@000000000000";
  const auto changed = open(other);
  ASSERT_FALSE(changed);
  EXPECT_THAT(changed.error().message, HasSubstr("large@000000000000"));
  EXPECT_THAT(changed.error().message, HasSubstr("train the cascade again"));
  ASSERT_TRUE(open(bundle()));
  std::filesystem::create_directory(path("five"));
  const auto five = fasttext::train_small({.name = "five", .labels = 5}, path("five"));
  struct Case {
    std::string model;
    Code code;
    std::string says;
  };
  const std::string small = path("small.bin");
  for (const Case& c : {Case{fmt::format("cascade:{}", small), Code::kUsage, "does not name two models"},
                        Case{"cascade:", Code::kUsage, "does not name two models"},
                        Case{both("", small), Code::kUsage, "does not name two models"},
                        Case{both(small, ""), Code::kUsage, "does not name two models"},
                        Case{both(small, "b,c"), Code::kUsage, "does not name two models"},
                        Case{both(small, pair()), Code::kUsage, "does not name two models"},
                        Case{both("cascade:a", small), Code::kUsage, "cannot be a cascade itself"},
                        Case{both(path("both"), small), Code::kUsage, "is a cascade itself"},
                        Case{both(small, path("none")), Code::kNotFound, "the large model"},
                        Case{both(five.string(), small), Code::kUnsupported, "the small model of the cascade"}}) {
    const auto opened = open_classifier(c.model);
    ASSERT_FALSE(opened) << c.model;
    EXPECT_EQ(opened.error().code, c.code) << opened.error().message;
    EXPECT_THAT(opened.error().message, HasSubstr(c.says));
  }
}

}  // namespace
}  // namespace polso
