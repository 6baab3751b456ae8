// The factory and the way from a text to a Verdict.
#include "classify/classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <utility>

#include "base/file.h"
#include "classify/fasttext/model.h"
#include "classify/fasttext/reference.h"

namespace polso {
namespace {

using testing::HasSubstr;

/// A bundle around a small model of three labels, most frequent first.
class OpenClassifier : public testing::Test {
 protected:
  void SetUp() override {
    fasttext::train_small({.name = "small"}, folder.path());
    const auto model = fasttext::FastTextModel::load(weights);
    ASSERT_TRUE(model);
    bundle.kind = "fasttext";
    bundle.name = "small";
    bundle.weights = weights.filename().string();
    bundle.labels = model->labels();
    for (const auto& label : bundle.labels) bundle.sentiments.push_back(*parse_sentiment(label));
    bundle.normaliser = "none";
    bundle.decision = "plain";
  }

  [[nodiscard]] Result<std::shared_ptr<const Classifier>> open_bundle() const {
    EXPECT_TRUE(save_bundle(bundle, folder.path()));
    return open_classifier(folder.path());
  }

  static Verdict verdict_of(const Classifier& classifier, std::string_view text) {
    Verdict verdict;
    EXPECT_TRUE(classifier.classify(std::span(&text, 1), std::span(&verdict, 1)));
    return verdict;
  }

  TempFolder folder;
  std::filesystem::path weights = folder.path() / "posts.txt.bin";
  Bundle bundle;
};

TEST_F(OpenClassifier, ABareModelAnswersAsItsBundleWithoutCalibrationDoes) {
  const auto bare = open_classifier(weights);
  const auto bundled = open_bundle();
  ASSERT_TRUE(bare) << bare.error().message;
  ASSERT_TRUE(bundled) << bundled.error().message;
  for (const char* text : {"alo ari abaßri", "bzi blo", "cmo", "", "unheard-of words"}) {
    const Verdict one = verdict_of(**bare, text);
    EXPECT_EQ(one.scores, verdict_of(**bundled, text).scores) << text;
    EXPECT_NEAR(one.scores[0] + one.scores[1] + one.scores[2], 1, 1e-5) << text;
  }
  EXPECT_EQ((*bare)->bundle().name, "posts.txt");
  EXPECT_EQ((*bare)->bundle().version.size(), 12U);
}

TEST_F(OpenClassifier, LabelsMeanWhatTheBundleSays) {
  const auto before = open_bundle();
  ASSERT_TRUE(before);
  std::swap(bundle.sentiments[0], bundle.sentiments[1]);
  const auto after = open_bundle();
  ASSERT_TRUE(after);
  const std::string_view text = "alo ari abaßri";
  const Scores one = verdict_of(**before, text).scores;
  const Scores other = verdict_of(**after, text).scores;
  EXPECT_NEAR(one[index(bundle.sentiments[0])], other[index(bundle.sentiments[1])], 1e-6);
}

TEST_F(OpenClassifier, TheDecisionRuleMovesTheLabelAndNotTheScores) {
  bundle.decision_weight = {0, 0, 1};
  const auto classifier = open_bundle();
  ASSERT_TRUE(classifier);
  EXPECT_EQ(verdict_of(**classifier, "alo ari").label, Sentiment::kPositive);
}

TEST_F(OpenClassifier, ManyThreadsAnswerAsOne) {
  const auto classifier = open_bundle();
  ASSERT_TRUE(classifier);
  std::vector<std::string_view> texts(500, "alo ari bzi cmo");
  std::vector<Verdict> verdicts(texts.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        EXPECT_TRUE(
            (*classifier)->classify(std::span(texts).subspan(i * 125, 125), std::span(verdicts).subspan(i * 125, 125)));
      });
    }
  }
  for (const Verdict& verdict : verdicts) EXPECT_EQ(verdict.scores, verdicts[0].scores);
}

TEST_F(OpenClassifier, FaultsAreNamed) {
  const std::string label = std::exchange(bundle.labels[0], "__label__other");
  EXPECT_THAT(open_bundle().error().message, HasSubstr("__label__other"));
  bundle.labels[0] = label;
  bundle.polarity = "missing.tsv";
  EXPECT_EQ(open_bundle().error().code, Code::kNotFound);
  bundle.polarity.clear();
  bundle.normaliser = "unheard-of";
  EXPECT_EQ(open_bundle().error().code, Code::kUnsupported);
  bundle.kind = "oracle";
  EXPECT_THAT(open_bundle().error().message, HasSubstr("oracle"));
  EXPECT_EQ(open_classifier(folder.path() / "nowhere").error().code, Code::kNotFound);
  ASSERT_TRUE(write_file(folder.path() / "text.bin", "not a model, but text that is long enough"));
  EXPECT_THAT(open_classifier(folder.path() / "text.bin").error().message, HasSubstr("not a fastText model"));
}

TEST(OpenClassifierOfOtherLabels, SaysWhichLabelsItHasAndWhatToDo) {
  const TempFolder folder;
  const auto path = fasttext::train_small({.name = "five", .labels = 5}, folder.path());
  const auto classifier = open_classifier(path);
  ASSERT_FALSE(classifier);
  EXPECT_EQ(classifier.error().code, Code::kUnsupported);
  EXPECT_THAT(classifier.error().message, HasSubstr("__label__4"));
  EXPECT_THAT(classifier.error().message, HasSubstr("polso.json"));
}

}  // namespace
}  // namespace polso
